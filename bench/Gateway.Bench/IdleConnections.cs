using System.Net.Sockets;
using System.Text;

namespace Gateway.Bench;

/// <summary>Connections that were used once and are kept open: what each of them holds of the server's memory.</summary>
internal static class IdleConnections
{
    /// <returns>KiB for each connection.</returns>
    public static async Task<double> MeasureAsync(Subject subject, int count)
    {
        var sockets = new List<Socket>(count);
        try
        {
            await OpenAsync(subject, sockets, 100);
            var before = subject.ResidentBytes;
            await OpenAsync(subject, sockets, count);
            await Task.Delay(TimeSpan.FromSeconds(1));
            return (subject.ResidentBytes - before) / 1024.0 / count;
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task OpenAsync(Subject subject, List<Socket> sockets, int count)
    {
        var request = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {subject.Address.Authority}\r\n\r\n");
        var buffer = new byte[4096];
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            await socket.ConnectAsync(subject.Address.Host, subject.Address.Port);
            await socket.SendAsync(request);
            if (await socket.ReceiveAsync(buffer) == 0)
            {
                throw new InvalidOperationException($"{subject.Name} closed a connection.");
            }
        }
    }
}
