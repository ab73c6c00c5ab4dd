using System.Net.Sockets;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Gateway.Operations.Commands;

/// <summary>Says in words why the gateway cannot start, where that is for the operator to mend. What remains is a bug, and keeps its stack trace.</summary>
internal static class StartFailures
{
    /// <summary>Null when the failure is not one that an operator can mend.</summary>
    public static IReadOnlyList<string>? Describe(Exception exception) => exception switch
    {
        InvalidSettingsException invalid => ["The settings are not valid:", .. invalid.Problems.Select(problem => "  " + problem)],
        OptionsValidationException invalid => ["The settings are not valid:", .. invalid.Failures.Select(problem => "  " + problem)],
        InvalidDataException { InnerException: { } inner } => [DescribeFile(exception.Message, inner)],
        IOException { InnerException: AddressInUseException } or AddressInUseException =>
            [$"{exception.Message.TrimEnd('.')}. Stop what listens there, or set Urls or Gateway:Management:Url to a free one."],
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            ["An address is in use already. Stop what listens there, or set Urls or Gateway:Management:Url to a free one."],
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            ["The system does not allow to listen on that port. Choose one of 1024 or more in Urls, or grant CAP_NET_BIND_SERVICE."],
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            ["An address of Urls or Gateway:Management:Url is not one of this machine's."],
        StoreUnavailableException => [exception.Message],
        UnauthorizedAccessException or IOException => [exception.Message],
        AggregateException { InnerExceptions: [var only] } => Describe(only),
        _ => null,
    };

    private static string DescribeFile(string message, Exception inner)
        => (inner.InnerException ?? inner) is JsonException { LineNumber: { } line } json
            ? $"{message} Line {line + 1}: {WithoutPosition(json.Message)}"
            : $"{message} {inner.Message}";

    // The exception counts lines from 0, and says so at the end of its message.
    private static string WithoutPosition(string message)
        => message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var end and > 0 ? message[..end] : message;
}
