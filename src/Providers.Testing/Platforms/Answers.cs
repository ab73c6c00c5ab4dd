using System.Net;
using System.Text;
using Providers.Testing.Recordings;

namespace Providers.Testing.Platforms;

/// <summary>Makes messages of recorded answers, and the answers that every platform may give.</summary>
internal static class Answers
{
    public static RecordedAnswer Html(int status, string body = "<!doctype html><title>It works</title><h1>It works</h1>")
        => Of(status, body, MediaTypes.Html);

    public static RecordedAnswer Json(int status, string body) => Of(status, body, MediaTypes.Json);

    public static RecordedAnswer Of(int status, string body, string? mediaType, params KeyValuePair<string, string>[] headers)
        => new() { Method = "GET", Path = "/", Status = status, Body = body, MediaType = mediaType, Headers = headers };

    public static HttpResponseMessage Make(RecordedAnswer answer, Placeholders placeholders)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(placeholders.Fill(answer.Body))),
        };
        if (answer.MediaType is { } mediaType)
        {
            response.Content.Headers.TryAddWithoutValidation("Content-Type", $"{mediaType}; charset=utf-8");
        }

        foreach (var (name, value) in answer.Headers)
        {
            var text = placeholders.Fill(value);
            if (!response.Headers.TryAddWithoutValidation(name, text))
            {
                response.Content.Headers.Remove(name);
                response.Content.Headers.TryAddWithoutValidation(name, text);
            }
        }

        return response;
    }
}
