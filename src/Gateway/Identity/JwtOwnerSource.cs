using System.Security.Cryptography;
using Gateway.Proxy;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Identity;

/// <summary>
/// Reads the owner out of a JWT, as RFC 8725 asks: a fixed list of algorithms, keys from the configuration or the authority only
/// (never from the token's own header), issuer, audience and expiry insisted on.
/// </summary>
internal sealed partial class JwtOwnerSource : IOwnerSource
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly JwtIdentityOptions _options;
    private readonly TokenValidationParameters _parameters;
    private readonly ILogger<JwtOwnerSource> _logger;

    public JwtOwnerSource(
        IOptions<IdentityOptions> options, IHttpClientFactory httpClients, TimeProvider time, ILogger<JwtOwnerSource> logger)
    {
        _options = options.Value.Jwt;
        _logger = logger;
        _parameters = new TokenValidationParameters
        {
            ValidAudience = _options.Audience,
            ValidIssuer = _options.Issuer ?? _options.Authority?.OriginalString.TrimEnd('/'),
            IssuerValidator = _options.Issuer is { } only ? (issuer, _, _) => Insist(issuer, only) : null,
            ValidAlgorithms = _options is { Authority: null, SymmetricKey: not null }
                ? [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512]
                :
                [
                    SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
                    SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
                    SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
                ],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = ClockSkew,
            LifetimeValidator = (notBefore, expires, _, _) =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                return expires is { } end && now < end + ClockSkew && (notBefore is not { } start || now >= start - ClockSkew);
            },
            IssuerSigningKeys = ReadKeys(_options),
        };

        if (_options.Authority is { } authority)
        {
            _parameters.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{authority.OriginalString.TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(httpClients.CreateClient(UpstreamApi.HttpClientName)) { RequireHttps = !authority.IsLoopback });
        }
    }

    public async ValueTask<OwnerAnswer> FindOwnerAsync(Secret bearerToken, CancellationToken cancellationToken)
    {
        var result = await _handler.ValidateTokenAsync(bearerToken.Reveal(), _parameters);
        if (!result.IsValid)
        {
            return result.Exception is SecurityTokenSignatureKeyNotFoundException && !await HasKeysAsync(cancellationToken)
                ? OwnerAnswer.Unavailable(RetryAfter)
                : OwnerAnswer.Rejected;
        }

        var token = (JsonWebToken)result.SecurityToken;
        var id = Claim(token, _options.IdClaim);
        return string.IsNullOrEmpty(id)
            ? OwnerAnswer.Rejected
            : new OwnerAnswer(
                new CurrentOwner(id, Claim(token, _options.EmailClaim), Claim(token, _options.UsernameClaim)),
                ValidUntil: new DateTimeOffset(token.ValidTo, TimeSpan.Zero));
    }

    // The library goes on without the keys of an authority that is away, and finds that nobody has signed the token. That is not its fault.
    private async Task<bool> HasKeysAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (_parameters.ConfigurationManager?.GetBaseConfigurationAsync(cancellationToken) ?? Task.CompletedTask);
            return true;
        }
        catch (InvalidOperationException exception)
        {
            Log.AuthorityUnavailable(_logger, (exception.InnerException ?? exception).GetType().Name);
            return false;
        }
    }

    // By itself the library would also take the issuer that the authority publishes.
    private static string Insist(string issuer, string only)
        => issuer == only ? issuer : throw new SecurityTokenInvalidIssuerException("The token is of another issuer.");

    private static string Claim(JsonWebToken token, string name)
        => token.TryGetPayloadValue<string>(name, out var value) ? value ?? "" : "";

    private static List<SecurityKey> ReadKeys(JwtIdentityOptions options)
    {
        var keys = options.PublicKeys.Select(ReadPublicKey).ToList();
        if (options is { Authority: null, SymmetricKey: { } secret })
        {
            keys.Add(new SymmetricSecurityKey(Convert.FromBase64String(secret)));
        }

        return keys;
    }

    private static SecurityKey ReadPublicKey(string file)
    {
        var pem = File.ReadAllText(file);
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return new RsaSecurityKey(rsa);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            var ecdsa = ECDsa.Create();
            ecdsa.ImportFromPem(pem);
            return new ECDsaSecurityKey(ecdsa);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The authority's keys cannot be read now ({ExceptionType}).")]
        public static partial void AuthorityUnavailable(ILogger logger, string exceptionType);
    }
}
