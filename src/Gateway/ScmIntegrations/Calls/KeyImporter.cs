using System.Text.Json;
using Gateway.Identity;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Gateway.ScmIntegrations.Calls;

/// <summary>Adds the public keys of the account on the platform to the caller's account upstream.</summary>
internal sealed partial class KeyImporter(
    PlatformCaller platform, UpstreamKeys upstream, TimeProvider time, ILogger<KeyImporter> logger)
{
    // After this no further key is begun: with the one under way the call ends before clients give up, at 30 s.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(18);

    private const string UpstreamAway = "the upstream cannot answer now: try again later";

    /// <summary>The keys that were newly added, as the upstream answered; when it fails half-way, those that were added until then.</summary>
    public async Task<Outcome<IReadOnlyList<JsonElement>>> ImportAsync(
        CallerFeature caller, string reference, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var answer = await platform.CallAsync<IPublicKeySource, IReadOnlyList<ScmPublicKey>>(
            caller.Owner,
            reference,
            changesSomething: true,
            static (source, connection, cancellation) => source.GetPublicKeysAsync(connection, cancellation),
            cancellationToken);
        if (answer.Value is not { } found)
        {
            return answer.Refusal!;
        }

        if (await upstream.ListAsync(caller.BearerToken, cancellationToken) is not { } present)
        {
            return Refusal.Unavailable(UpstreamAway);
        }

        var known = present.Select(Material).ToHashSet(StringComparer.Ordinal);
        var missing = found.Value.Where(key => known.Add(Material(key.Content))).ToList();
        return await AddAsync(caller, found.Integration.Type, missing, () => time.GetElapsedTime(started) < Budget, cancellationToken);
    }

    private async Task<Outcome<IReadOnlyList<JsonElement>>> AddAsync(
        CallerFeature caller, ScmType type, List<ScmPublicKey> keys, Func<bool> hasTime, CancellationToken cancellationToken)
    {
        var added = new List<JsonElement>(keys.Count);
        foreach (var key in keys)
        {
            var result = hasTime()
                ? await upstream.AddAsync(caller.BearerToken, $"{type}-{key.Title}", key.Content, cancellationToken)
                : UpstreamKeys.AddedKey.Unanswered;
            if (result.Key is { } one)
            {
                added.Add(one);
            }
            else if (result.IsRefused)
            {
                Log.Refused(logger, caller.Owner.Id, type);
            }
            else if (added.Count == 0)
            {
                return Refusal.Unavailable(UpstreamAway);
            }
            else
            {
                Log.BrokenOff(logger, caller.Owner.Id, added.Count, keys.Count);
                break;
            }
        }

        return Outcome.Of<IReadOnlyList<JsonElement>>(added);
    }

    // Two keys are the same when algorithm and material are; the comment is only a remark.
    private static string Material(string content)
    {
        var parts = content.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? content : $"{parts[0]} {parts[1]}";
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The upstream does not take a key of owner {OwnerId} from {ScmType}; it is left out.")]
        public static partial void Refused(ILogger logger, string ownerId, ScmType scmType);

        [LoggerMessage(2, LogLevel.Warning, "The import of keys of owner {OwnerId} broke off after {Added} of {Total}.")]
        public static partial void BrokenOff(ILogger logger, string ownerId, int added, int total);
    }
}
