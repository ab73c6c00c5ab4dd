using Gateway.ScmIntegrations;

namespace Gateway.Storage.Caching;

/// <summary>
/// What is known of one owner. What was read is kept only if nobody began or ended a change between the question and the answer; so
/// what is kept is never older than an acknowledged change.
/// </summary>
internal sealed class OwnerEntry(string ownerId)
{
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<ScmIntegration>? _integrations;
    private volatile bool _used = true;
    private volatile bool _hasAdopted;
    private int _changes;
    private long _version;

    public string OwnerId => ownerId;

    /// <summary>Oldest first; null when not known.</summary>
    public IReadOnlyList<ScmIntegration>? Integrations
    {
        get
        {
            var integrations = _integrations;
            if (integrations is not null && !_used)
            {
                _used = true;
            }

            return integrations;
        }
    }

    /// <summary>An adoption is never undone, so a yes stays.</summary>
    public bool HasAdopted
    {
        get => _hasAdopted;
        set => _hasAdopted = value;
    }

    /// <summary>Gives what <see cref="EndRead"/> needs.</summary>
    public long BeginRead()
    {
        lock (_lock)
        {
            return _version;
        }
    }

    public void EndRead(long version, IReadOnlyList<ScmIntegration> integrations)
    {
        lock (_lock)
        {
            if (_changes == 0 && _version == version)
            {
                _integrations = integrations;
            }
        }
    }

    public void BeginChange()
    {
        lock (_lock)
        {
            _changes++;
            Forget();
        }
    }

    public void EndChange()
    {
        lock (_lock)
        {
            _changes--;
            Forget();
        }
    }

    /// <summary>Somebody else has changed the owner's integrations.</summary>
    public void Invalidate()
    {
        lock (_lock)
        {
            Forget();
        }
    }

    /// <summary>False once when it was used since it was last asked, and as long as a change is under way.</summary>
    public bool MayBeDropped(bool despiteUse)
    {
        lock (_lock)
        {
            var used = _used;
            _used = false;
            return (!used || despiteUse) && _changes == 0;
        }
    }

    private void Forget()
    {
        _version++;
        _integrations = null;
    }
}
