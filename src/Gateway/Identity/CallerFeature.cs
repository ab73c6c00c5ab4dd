namespace Gateway.Identity;

/// <summary>Who is calling, and with which token. Set on the request by authentication.</summary>
internal sealed record CallerFeature(CurrentOwner Owner, Secret BearerToken);
