namespace Gateway.Dashboard;

/// <summary>One sentence about what has just been done, named in the address so that a reload says it again.</summary>
public sealed record Notice(string Text, bool IsGood)
{
    /// <summary>Null for a name that nobody gave: nothing of the address is ever shown.</summary>
    public static Notice? Find(string? name) => name switch
    {
        "linked" => new Notice("The account is linked.", true),
        "replaced" => new Notice("The token is replaced.", true),
        "unlinked" => new Notice("The account is no longer linked.", true),
        "imported" => new Notice("New public keys were added to your account.", true),
        "nothing-imported" => new Notice("There were no new public keys.", true),
        "denied" => new Notice("You did not allow the link, and nothing was kept.", false),
        "failed" => new Notice("The link could not be made, and nothing was kept. Please try again.", false),
        "unfit" => new Notice("The platform's token cannot do what is needed, and nothing was kept. Allow all that is asked for.", false),
        "full" => new Notice("There are too many linked accounts already. Unlink one first.", false),
        "unavailable" => new Notice("That cannot be done now, and nothing was changed. Please try again later.", false),
        "refused" => new Notice("The platform refuses the stored token: replace it.", false),
        "gone" => new Notice("That account is not linked any more.", false),
        "old-form" => new Notice("That form was too old, and nothing was done. Please try again.", false),
        "ended" => new Notice("Your session has ended. Please sign in again.", false),
        _ => null,
    };
}
