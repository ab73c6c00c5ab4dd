namespace Gateway.Identity;

/// <summary>Who is calling, as the identity source names them. Ids are compared ordinally.</summary>
internal sealed record CurrentOwner(string Id, string Email, string Username);
