using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Storage.KillTests;

/// <summary>
/// One owner with at most one integration, and what they may rely on: kept outside the gateway. A change that was acknowledged has happened;
/// one whose answer never came has happened or has not, and nothing in between.
/// </summary>
internal sealed class Owner(int number, string platformUrl)
{
    private const string Path = "/v1/scm_integrations";

    private readonly string _name = $"owner-{number}";
    private int _tokens;
    private int _changes;
    private State? _acknowledged;
    private (State? Wanted, bool IsOpen) _pending;

    public int Acknowledged => Volatile.Read(ref _changes);

    /// <summary>True when the answer to the last change never came: only a look at the gateway tells what became of it.</summary>
    public bool IsInDoubt => _pending.IsOpen;

    /// <summary>Links, replaces or unlinks. What goes wrong in a way that no kill explains comes back as a sentence.</summary>
    public async Task<string?> ChangeAsync(HttpClient gateway, int roll)
    {
        var token = $"{number + 1}.{++_tokens}";
        var (method, path, body, wanted, expected) = (_acknowledged, roll % 3) switch
        {
            (null, _) => (HttpMethod.Post, Path, new { scm_type = "gitlab-self-hosted", url = platformUrl, access_token = token }, new State(null, token), HttpStatusCode.Created),
            ({ } one, 0) => (HttpMethod.Delete, $"{Path}/{one.Id}", null, null, HttpStatusCode.NoContent),
            ({ } one, _) => (HttpMethod.Patch, $"{Path}/{one.Id}", (object)new { access_token = token }, one with { Token = token }, HttpStatusCode.OK),
        };
        _pending = (wanted, true);
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(new { scm_integration = body }) };
            request.Headers.Authorization = new("Bearer", _name);
            using var response = await gateway.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.StatusCode != expected)
            {
                return $"{_name}: {method} was answered {(int)response.StatusCode}: {text}";
            }

            _acknowledged = wanted is { Id: null } ? wanted with { Id = IdIn(text) } : wanted;
            _pending = default;
            Interlocked.Increment(ref _changes);
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Compares what the gateway shows with what may be; what is found is then what is acknowledged.</summary>
    public async Task<string?> VerifyAsync(HttpClient gateway)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Authorization = new("Bearer", _name);
        using var response = await gateway.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return $"{_name}: the list was answered {(int)response.StatusCode}: {text}";
        }

        var shown = JsonDocument.Parse(text).RootElement.GetProperty("scm_integrations").EnumerateArray().ToList();
        var found = shown.Select(one => new State(one.GetProperty("id").GetString(), one.GetProperty("access_token").GetString()!)).SingleOrDefault();
        if (found != _acknowledged && !(_pending.IsOpen && IsWhatWasWanted(found)))
        {
            return $"{_name}: has {found}, was promised {_acknowledged}{(_pending.IsOpen ? $" or {_pending.Wanted}" : "")}";
        }

        if (shown.Any(one => one.GetProperty("uid").GetString() != $"{number + 1}" || one.GetProperty("username").GetString() != $"user{number + 1}"))
        {
            return $"{_name}: is shown another account: {text}";
        }

        (_acknowledged, _pending) = (found, default);
        return null;
    }

    private bool IsWhatWasWanted(State? found)
        => found == _pending.Wanted || (found is not null && _pending.Wanted is { Id: null } wanted && found.Token == wanted.Token);

    private static string IdIn(string answer)
        => JsonDocument.Parse(answer).RootElement.GetProperty("scm_integration").GetProperty("id").GetString()!;

    private sealed record State(string? Id, string Token);
}
