using System.Text.Json.Nodes;
using Providers.Abstractions.Capabilities;

namespace Providers.Testing.Calls;

/// <summary>Reads a scenario's «input» into the contract's questions.</summary>
internal static class CallInput
{
    public const string Text = "text";

    public const string User = "user";

    public const string Fork = "fork";

    public const string Repository = "repository";

    public const string State = "state";

    public const string Page = "page";

    public const string Size = "size";

    public static string? String(this JsonObject input, string name) => input[name]?.GetValue<string>();

    public static ScmRepositoryQuery ToRepositoryQuery(this JsonObject input) => new()
    {
        Text = input.String(Text) ?? "",
        User = input.String(User),
        Fork = input[Fork]?.GetValue<bool>(),
    };

    public static ScmPullRequestQuery ToPullRequestQuery(this JsonObject input) => new()
    {
        Text = input.String(Text) ?? "",
        Repository = input.String(Repository),
        State = input.String(State) is { } state ? Enum.Parse<ScmPullRequestState>(state, ignoreCase: true) : null,
    };

    public static ScmPageRequest ToPageRequest(this JsonObject input)
        => new(input[Page]?.GetValue<int>() ?? 1, input[Size]?.GetValue<int>() ?? 20);
}
