using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Providers.Testing.Plugins;

/// <summary>Looks in an assembly's metadata for types and members that reach the network without the lent handler.</summary>
internal static class NetworkClientScan
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.Net.Http.SocketsHttpHandler",
        "System.Net.Http.HttpClientHandler",
        "System.Net.Http.WinHttpHandler",
        "System.Net.Http.IHttpClientFactory",
        "Microsoft.Extensions.DependencyInjection.HttpClientFactoryServiceCollectionExtensions",
        "System.Net.WebClient",
        "System.Net.WebRequest",
        "System.Net.HttpWebRequest",
        "System.Net.FtpWebRequest",
        "System.Net.Dns",
        "System.Net.HttpListener",
        "System.Net.Sockets.Socket",
        "System.Net.Sockets.TcpClient",
        "System.Net.Sockets.TcpListener",
        "System.Net.Sockets.UdpClient",
        "System.Net.Quic.QuicConnection",
        "System.Net.WebSockets.ClientWebSocket",
        "System.Net.Mail.SmtpClient",
        "System.Net.NetworkInformation.Ping",
    };

    public static IReadOnlyList<string> Find(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. TypesIn(metadata).Where(Types.Contains).Concat(ClientsIn(metadata)).Distinct().Order()];
    }

    private static IEnumerable<string> TypesIn(MetadataReader metadata)
        => metadata.TypeReferences.Select(handle => NameOf(metadata, metadata.GetTypeReference(handle)));

    // A client over a given handler is fine: where it leads, the handler decides. One without makes a handler for itself.
    private static IEnumerable<string> ClientsIn(MetadataReader metadata)
        => metadata.MemberReferences
            .Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference
                && metadata.StringComparer.Equals(member.Name, ".ctor")
                && NameOf(metadata, metadata.GetTypeReference((TypeReferenceHandle)member.Parent)) == "System.Net.Http.HttpClient"
                && ParameterCountOf(metadata, member) == 0)
            .Select(_ => "new HttpClient()");

    private static int ParameterCountOf(MetadataReader metadata, MemberReference member)
    {
        var signature = metadata.GetBlobReader(member.Signature);
        signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }

    private static string NameOf(MetadataReader metadata, TypeReference type)
        => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
}
