namespace EduConnect.Core.Federation.Grants;

/// <summary>How long things live (S-OI2, S-OI3). The access token's life is in the contract of the service.</summary>
public static class GrantLifetimes
{
    /// <summary>A code: one minute, one use.</summary>
    public static readonly TimeSpan Code = TimeSpan.FromSeconds(60);

    /// <summary>An identity token.</summary>
    public static readonly TimeSpan IdToken = TimeSpan.FromMinutes(5);

    /// <summary>All the refresh tokens of one grant together, counted from sign-in.</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromHours(12);

    /// <summary>A grant whose last token is dead is erased this much later (S-GD1).</summary>
    public static readonly TimeSpan Erasure = TimeSpan.FromHours(24);
}
