using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.Testing.Calls;

/// <summary>What the contract promises of every value, whatever the platform answered.</summary>
internal static class ValueFaults
{
    public static IEnumerable<string> Of(ScmAccount account)
        => Text("uid", account.Uid)
            .Concat(Text("username", account.Username))
            .Concat(OptionalAddress("avatarUrl", account.AvatarUrl))
            .Concat(OptionalAddress("profileUrl", account.ProfileUrl))
            .Concat(OptionalText("email", account.Email))
            .Concat(When(account.ExpiresAt is { Offset.Ticks: not 0 }, "expiresAt is not in UTC"))
            .Concat(When(account.Scopes?.Any(string.IsNullOrWhiteSpace) == true, "scopes holds an empty one"));

    public static IEnumerable<string> Of(ScmPublicKey key)
        => Text("title", key.Title).Concat(When(!OpenSshKey.IsWellFormed(key.Content), $"content «{key.Content}» is no OpenSSH public key"));

    public static IEnumerable<string> Of(ScmRepository repository)
        => Text("name", repository.Name)
            .Concat(Text("fullName", repository.FullName))
            .Concat(When(repository.FullName?.EndsWith(repository.Name, StringComparison.Ordinal) == false, "fullName does not end in name"))
            .Concat(Address("url", repository.Url));

    public static IEnumerable<string> Of(ScmPullRequest request)
        => Address("htmlUrl", request.HtmlUrl)
            .Concat(When(request.Title is null, "title is null"))
            .Concat(When(request.Number < 1, "number is below 1"))
            .Concat(OptionalText("sourceRepositoryName", request.SourceRepositoryName))
            .Concat(OptionalAddress("sourceRepositoryUrl", request.SourceRepositoryUrl));

    public static IEnumerable<string> Of(ScmOrganization organization)
        => Text("login", organization.Login)
            .Concat(OptionalAddress("avatarUrl", organization.AvatarUrl))
            .Concat(OptionalText("description", organization.Description))
            .Concat(Address("url", organization.Url));

    public static IEnumerable<string> OfBranch(string branch) => Text("branch", branch);

    private static IEnumerable<string> Text(string name, string? value)
        => When(string.IsNullOrWhiteSpace(value), $"{name} is empty");

    private static IEnumerable<string> OptionalText(string name, string? value)
        => When(value is not null && string.IsNullOrWhiteSpace(value), $"{name} is empty text: null says «none»");

    private static IEnumerable<string> Address(string name, string? value)
        => When(!IsHttp(value), $"{name} «{value}» is no absolute http(s) address");

    private static IEnumerable<string> OptionalAddress(string name, string? value)
        => When(value is not null && !IsHttp(value), $"{name} «{value}» is no absolute http(s) address: null says «none»");

    private static bool IsHttp(string? value)
        => Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    private static IEnumerable<string> When(bool isFault, string fault) => isFault ? [fault] : [];
}
