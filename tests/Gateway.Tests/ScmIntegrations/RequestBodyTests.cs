using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Gateway.ScmIntegrations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.ScmIntegrations;

public sealed class RequestBodyTests
{
    [Fact]
    public async Task ReadAsync_AMember_IsRead()
    {
        var reading = await ReadAsync("""{"scm_integration":{"url":"https://a","x":[1,2,{"y":null}]}}""");
        Assert.Null(reading.Refusal);
        Assert.Equal("https://a", reading.Value.GetText("url"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("""{"scm_integration":[]}""")]
    [InlineData("""{"SCM_INTEGRATION":{"url":"https://a"}}""")]
    [InlineData("""{"scm_integration":{"url":1}}""")]
    [InlineData("""{"scm_integration":{"url":"\ud800"}}""")]
    public async Task ReadAsync_WithoutTheMember_HasNoText(string json)
    {
        var reading = await ReadAsync(json);
        Assert.Null(reading.Refusal);
        Assert.Null(reading.Value.GetText("url"));
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("{scm_integration:{}}", 400)]
    [InlineData("""{"scm_integration":{},}""", 400)]
    [InlineData("""/*c*/{"scm_integration":{}}""", 400)]
    [InlineData("""{"scm_integration":{"url":"a","url":"b"}}""", 400)]
    [InlineData("""{"scm_integration":{"url":"a","URL":"b"}}""", 400)]
    [InlineData("""{"scm_integration":{},"scm_integration":{}}""", 400)]
    [InlineData("""{"a":[[[[[[[[1]]]]]]]]}""", 400)]
    [InlineData("{} {}", 400)]
    [InlineData("""{"x":Infinity}""", 400)]
    [InlineData("""{"scm_integration":{"access_t\ud800oken":"a"}}""", 400)]
    [InlineData("""{"\udc00":{}}""", 400)]
    public async Task ReadAsync_WhatIsNotStrictJson_IsRefused(string json, int status)
        => Assert.Equal(status, StatusOf(await ReadAsync(json)));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=é")]
    [InlineData("")]
    [InlineData(null)]
    public async Task ReadAsync_AnotherMediaType_Is415(string? contentType)
        => Assert.Equal(415, StatusOf(await ReadAsync("{}", contentType)));

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=UTF-8")]
    [InlineData("application/json;charset=\"utf-8\"")]
    [InlineData("application/vnd.api+json")]
    public async Task ReadAsync_Json_IsRead(string contentType) => Assert.Null((await ReadAsync("{}", contentType)).Refusal);

    [Fact]
    public async Task ReadAsync_ADeclaredLengthOverTheLimit_Is413WithoutReading()
    {
        var context = Context("{}", "application/json");
        context.Request.ContentLength = RequestBody.MaxBytes + 1;
        Assert.Equal(413, StatusOf(await RequestBody.ReadAsync(context, "scm_integration")));
    }

    [Fact]
    public async Task ReadAsync_ALengthOfTheLimit_IsRead()
    {
        var context = Context("{}".PadRight(RequestBody.MaxBytes), "application/json");
        context.Request.ContentLength = RequestBody.MaxBytes;
        Assert.Null((await RequestBody.ReadAsync(context, "scm_integration")).Refusal);
    }

    [Theory]
    [InlineData("{", "application/json", "the body is not valid JSON: at most 8 levels, each name once, no comments, no trailing commas")]
    [InlineData("{}", "text/plain", "the body must be application/json in UTF-8")]
    [InlineData("@long", "application/json", "the body is larger than 64 KiB")]
    public async Task ReadAsync_ARefusal_SaysWhatIsWanted(string body, string contentType, string error)
    {
        var context = Context(body, contentType);
        context.Request.ContentLength = body == "@long" ? RequestBody.MaxBytes + 1 : body.Length;
        context.RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider();
        context.Response.Body = new MemoryStream();
        await (await RequestBody.ReadAsync(context, "scm_integration")).Refusal!.ExecuteAsync(context);

        context.Response.Body.Position = 0;
        using var answer = await JsonDocument.ParseAsync(context.Response.Body);
        Assert.Equal(error, answer.RootElement.GetProperty("error").GetString());
    }

    [Property(MaxTest = 500)]
    public async Task ReadAsync_AnyBytes_AreReadOrRefused(byte[] bytes)
    {
        var context = Context("", "application/json");
        context.Request.Body = new MemoryStream(bytes);
        var reading = await RequestBody.ReadAsync(context, "scm_integration");
        Assert.True(reading.Refusal is null || StatusOf(reading) == 400);
    }

    private static int? StatusOf(RequestBody.Reading reading) => Assert.IsAssignableFrom<IStatusCodeHttpResult>(reading.Refusal).StatusCode;

    private static ValueTask<RequestBody.Reading> ReadAsync(string json, string? contentType = "application/json")
        => RequestBody.ReadAsync(Context(json, contentType), "scm_integration");

    private static DefaultHttpContext Context(string body, string? contentType) => new()
    {
        Request = { ContentType = contentType, Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) },
    };
}
