using System.Text;
using FsCheck.Xunit;
using Gateway.ScmIntegrations;
using Microsoft.AspNetCore.Http;

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
