using System.Globalization;

namespace Gateway.Operations;

/// <summary>
/// What the upstream answers goes on to the client on the thread that waited for it: being handed from thread to thread is a large part of
/// what a forward costs. Requests still start on the pool. Whoever blocks such a thread holds up every connection on it, so what may do so
/// leaves it first: what comes after a call to a platform, or after the gateway's own questions to the upstream.
/// </summary>
internal static class SocketThreads
{
    // The runtime knows no other way to say these, and reads them when the first socket is opened.
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string ThreadCount = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>For the first line of the program. Leaves alone what whoever starts it has set.</summary>
    public static void GoOnThere()
    {
        SetUnlessSet(InlineCompletions, "1");

        // One more than cores, for when one is held up by something else on the machine.
        SetUnlessSet(ThreadCount, (Environment.ProcessorCount + 1).ToString(CultureInfo.InvariantCulture));
    }

    private static void SetUnlessSet(string name, string value)
        => Environment.SetEnvironmentVariable(name, Environment.GetEnvironmentVariable(name) ?? value);
}
