namespace Gateway.Identity;

/// <summary>Who is calling, and with which token. Set on the request by what lets them past.</summary>
internal sealed record CallerFeature(CurrentOwner Owner, Secret BearerToken);
