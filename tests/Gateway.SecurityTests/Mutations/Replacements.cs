using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.RateLimiting;
using Gateway.Identity;
using Gateway.Operations.Management;
using Gateway.Outbound;
using Gateway.Plugins.Invocation;
using Gateway.Proxy;
using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.Protection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Providers.Abstractions;

namespace Gateway.SecurityTests.Mutations;

/// <summary>What the product would do without a guard, where that is more than nothing.</summary>
internal static class Replacements
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>One good answer is enough, and any of them is dialled.</summary>
    public static async ValueTask<Stream> BeContentWithOne(OutboundConnector connector, DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var addresses = await Part<IHostResolver>(connector).ResolveAsync(endPoint.Host, cancellationToken);
        var policy = Part<OutboundPolicySource>(connector).Current;
        var bad = addresses.Where(address => policy.Judge(address, endPoint.Port) is not null).ToList();
        if (bad.Count == addresses.Length)
        {
            Judge(connector, addresses[0], endPoint.Port);
        }

        return await Part<IDialler>(connector).DialAsync(new IPEndPoint(bad.Append(addresses[0]).First(), endPoint.Port), cancellationToken);
    }

    public static async ValueTask<Stream> ResolveAgain(OutboundConnector connector, DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var addresses = await Part<IHostResolver>(connector).ResolveAsync(endPoint.Host, cancellationToken);
        Array.ForEach(addresses, address => Judge(connector, address, endPoint.Port));
        var again = await Part<IHostResolver>(connector).ResolveAsync(endPoint.Host, cancellationToken);
        return await Part<IDialler>(connector).DialAsync(new IPEndPoint(again[0], endPoint.Port), cancellationToken);
    }

    public static IReadOnlyList<IPAddress> ReadPlainly(IPAddress address) => [address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address];

    /// <summary>As much as a setting may say.</summary>
    public static TimeSpan TwentySeconds(OutboundOptions options) => TimeSpan.FromSeconds(20);

    public static Task<IDisposable?> EnterAlways(PlatformCallLimits limits, ScmInstance instance, bool isShared, CancellationToken deadline)
        => Task.FromResult<IDisposable?>(new MemoryStream());

    public static bool ReadAnyAddress(string? url, out ScmInstance? instance)
    {
        instance = null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return false;
        }

        instance = (ScmInstance)RuntimeHelpers.GetUninitializedObject(typeof(ScmInstance));
        SetField(instance, "<Address>k__BackingField", address);
        SetField(instance, "<Url>k__BackingField", url!.TrimEnd('/'));
        return true;
    }

    public static bool ReadAnyToken(string? value, out ScmAccessToken? token)
    {
        token = (ScmAccessToken)RuntimeHelpers.GetUninitializedObject(typeof(ScmAccessToken));
        SetField(token, "_value", value ?? "");
        return true;
    }

    public static bool ReadTheFirstToken(StringValues authorization, out Secret? token)
    {
        token = authorization is [{ } header, ..] && header.Split(' ') is [_, .., var text] ? new Secret(text.Split(',')[0]) : null;
        return token is not null;
    }

    public static ValueTask<OwnerAnswer> BelieveAnyJwt(JwtOwnerSource source, Secret token, CancellationToken cancellationToken)
        => ValueTask.FromResult(new OwnerAnswer(new CurrentOwner(new JsonWebToken(token.Reveal()).Subject, "", "")));

    public static OwnerAnswer OwnerWithoutId(UpstreamOwnerSource source, UpstreamAnswer answer) => new(new CurrentOwner("", "", ""));

    public static ValueTask<OwnerAnswer> AskEachTime(CachedOwnerSource source, Secret token, CancellationToken cancellationToken)
        => Part<IOwnerSource>(source).FindOwnerAsync(token, cancellationToken);

    public static TimeSpan AnHour(CachedOwnerSource source, OwnerAnswer answer) => TimeSpan.FromHours(1);

    public static async ValueTask<ScmIntegration?> FindAnybodys(
        ProtectingScmIntegrationStore store, string ownerId, Guid id, CancellationToken cancellationToken)
        => await Part<IScmIntegrationStore>(store).ReadAllAsync(null, cancellationToken).FirstOrDefaultAsync(one => one.Id == id, cancellationToken);

    public static async Task<bool> RemoveAnybodys(ProtectingScmIntegrationStore store, string ownerId, Guid id, CancellationToken cancellationToken)
    {
        var inner = Part<IScmIntegrationStore>(store);
        var found = await inner.ReadAllAsync(null, cancellationToken).FirstOrDefaultAsync(one => one.Id == id, cancellationToken);
        return found is not null && await inner.RemoveAsync(found.OwnerId, id, cancellationToken);
    }

    public static ValueTask<object?> CountNothing(
        PartitionedRateLimiter<string> limiter, EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);

    public static ValueTask<object?> CountNoCreate(OwnerLimits limits, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => next(context);

    public static ValueTask<object?> BoundNobody(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);

    public static bool OwnsByPath(ManagementPort port, HttpContext context) => context.Request.Path.StartsWithSegments("/metrics");

    public static int AnyCharacters(Encoding encoding, ReadOnlySpan<byte> bytes, Span<char> characters) => Encoding.ASCII.GetChars(bytes, characters);

    public static string InWords(Exception exception) => exception.ToString();

    public static Task AcceptLostKeys(KeyCheck check, CancellationToken cancellationToken)
    {
        var ring = Part<KeyRing>(check);
        ring.Load();
        if (ring.Keys.Active is null)
        {
            ring.Create();
        }

        return Task.CompletedTask;
    }

    private static void Judge(OutboundConnector connector, IPAddress address, int port)
    {
        if (Part<OutboundPolicySource>(connector).Current.Judge(address, port) is { } refusal)
        {
            throw new OutboundRefusedException(refusal, address);
        }
    }

    private static T Part<T>(object whole)
        => (T)whole.GetType().GetFields(Hidden).Single(field => field.FieldType == typeof(T)).GetValue(whole)!;

    private static void SetField(object whole, string name, object value) => whole.GetType().GetField(name, Hidden)!.SetValue(whole, value);
}
