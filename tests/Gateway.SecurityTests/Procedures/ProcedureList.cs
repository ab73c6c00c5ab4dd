using Gateway.SecurityTests.Catalogue;
using Gateway.SecurityTests.Rows;
using Gateway.SecurityTests.Worlds;
using Gateway.Tests.Identity;
using Gateway.Tests.Proxy;
using Gateway.Tests.Storage;
using Gateway.Tests.Storage.Maintenance;
using Gateway.Tests.Storage.Protection;
using Plugins.Tests;
using Storage.CrashTests;

namespace Gateway.SecurityTests.Procedures;

/// <summary>The procedures of the catalogue, by name. One fails by throwing.</summary>
internal static class ProcedureList
{
    private static readonly Dictionary<string, Func<WorldPlan, Task>> All = new(StringComparer.Ordinal)
    {
        ["slow-post-body-500"] = SlowClients.SlowBodiesAsync,
        ["slow-read-200"] = SlowClients.SlowReadersAsync,
        ["idle-keepalive-2000"] = SlowClients.IdleConnectionsAsync,
        ["tls-handshake-stall-500"] = SlowClients.StalledHandshakesAsync,
        ["conn-churn-10k"] = SlowClients.ChurnAsync,
        ["h2-rapid-reset"] = Http2Floods.RapidResetAsync,
        ["h2-settings-ping-flood"] = Http2Floods.SettingsAndPingsAsync,
        ["post-scan-256-ports"] = PlatformAbuse.ScanAsync,
        ["post-concurrent-users-200"] = PlatformAbuse.HangingPlatformAsync,
        ["post-abort-mid-validate"] = PlatformAbuse.AbortAsync,
        ["token-stampede-1000"] = TokenLookups.StampedeAsync,
        ["token-cross-user"] = TokenLookups.CrossUsersAsync,
        ["token-logout-passthrough"] = TokenLookups.LogoutAsync,
        ["token-evictions"] = _ => TestOf.RunAsync<CachedOwnerSourceTests>("An_Answer_That_Was_Under_Way", "Another_Owners_Eviction", "A_Token_Of_Nobody"),
        ["upstream-down"] = UpstreamTroubles.DownAsync,
        ["upstream-hang"] = UpstreamTroubles.HangAsync,
        ["upstream-5xx-50pct"] = UpstreamTroubles.FailingAsync,
        ["upstream-endless-answer"] = _ => TestOf.RunAsync<UpstreamApiTests>("An_Upstream_That_Never", "Who_Leaves_Before"),
        ["upstream-redirect"] = UpstreamTroubles.RedirectAsync,
        ["upstream-user-id-missing"] = UpstreamTroubles.NoIdAsync,
        ["upstream-user-id-change"] = UpstreamTroubles.OtherUserAsync,
        ["upstream-slow-drain"] = Processes.DrainAsync,
        ["sigterm-keepalive"] = Processes.KeepAliveAsync,
        ["kill9-during-startup-recovery"] = Processes.KillAsync,
        ["upgrade-downgrade"] = Processes.OtherVersionAsync,
        ["powerfail-crashstream"] = _ => TestOf.RunAsync<PowerCutTests>("Nothing_Acknowledged", "Without_Our_Flush"),
        ["truncate-log"] = _ => TestOf.RunAsync<LiteDbFileTests>("A_Journal_Cut_Anywhere"),
        ["truncate-datafile"] = _ => TestOf.RunAsync<LiteDbFileTests>("A_Data_File_That_Is_Cut_Off"),
        ["disk-full-checkpoint"] = async _ =>
        {
            await TestOf.RunAsync<DiskFullTests>("A_Full_Disk");
            await TestOf.RunAsync<LiteDbFailureTests>("What_Is_Acknowledged_Survives_A_Fold_That_Fails");
        },
        ["backup-restore"] = _ => TestOf.RunAsync<LiteDbBackupTests>("A_Backup_Taken_Under_Load", "A_Backup_Restores"),
        ["key-rotate-under-load"] = _ => TestOf.RunAsync<LiteDbKeyRotationTests>("A_Rotation_Reseals"),
        ["key-revoked"] = _ => TestOf.RunAsync<KeyRingTests>("A_Missing_Key_Stops_The_Start", "A_Damaged_Key"),
        ["row-swap"] = _ => TestOf.RunAsync<TokenProtectionTests>("Rows_Whose_Tokens_Were_Swapped", "A_Row_Whose_Address_Was_Edited", "Sealed_For_One"),
        ["leak-exception"] = Leaks.FaultyParts.ExceptionsAsync,
        ["leak-metrics-labels"] = Leaks.MetricLabels.ManyAsync,
        ["leak-server-headers"] = Leaks.FaultyParts.HeadersAsync,
        ["leak-devmode"] = Leaks.FaultyParts.DevelopmentAsync,
        ["plugin-unlisted-dll"] = _ => TestOf.RunAsync<TrustTests>("A_File_That_Is_Not_Listed", "A_Manifest_That_Has_An_Assembly", "A_Text_That_A_Manifest", "One_Changed_Byte", "A_Loose_Assembly"),
        ["plugin-symlink-out"] = _ => TestOf.RunAsync<TrustTests>("A_Folder_That_Is_A_Link", "A_File_That_Is_A_Link"),
        ["plugin-path-traversal"] = _ => TestOf.RunAsync<TrustTests>("A_Manifest_That_Names"),
        ["plugin-manifest-reread"] = _ => TestOf.RunAsync<TrustTests>("A_Manifest_That_The_Runtime"),
        ["plugin-world-writable"] = _ => TestOf.RunAsync<TrustTests>("A_Directory_That_Everybody", "A_Plugin_That_Everybody"),
        ["plugin-throws"] = async _ =>
        {
            await TestOf.RunAsync<LoadingTests>("A_Plugin_That_Cannot_Be_Made");
            await TestOf.RunAsync<InvocationTests>("What_A_Provider_Throws", "An_Exception_Is_Logged");
        },
        ["plugin-hangs"] = async _ =>
        {
            await TestOf.RunAsync<LoadingTests>("A_Constructor_That_Blocks");
            await TestOf.RunAsync<InvocationTests>("A_Provider_That_Takes_Too_Long");
        },
    };

    public static bool Knows(string name) => All.ContainsKey(name);

    public static async Task<RowResult> RunAsync(HostileRow row, WorldPlan plan)
    {
        await Console.Error.WriteLineAsync($"{DateTimeOffset.UtcNow:T} {row.Name}");
        using var folder = new global::Tests.Common.TemporaryFolder();
        try
        {
            await All[row.Path](plan with { Scratch = folder.Path });
            return new RowResult(row.Name, []);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return RowResult.Of(row.Name, exception);
        }
    }
}
