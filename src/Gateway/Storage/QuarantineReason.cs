namespace Gateway.Storage;

/// <summary>Why an integration is kept but not served.</summary>
internal enum QuarantineReason
{
    /// <summary>What is stored cannot be read.</summary>
    Damaged,

    /// <summary>Its token is not one that was sealed for it.</summary>
    NotUnsealed,

    /// <summary>The key that sealed its token is not in the key ring.</summary>
    KeyMissing,
}
