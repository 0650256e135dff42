namespace EduConnect.Core.Accounts.Codes;

/// <summary>What a code of eight digits is good for. A code of one purpose opens nothing of another (S-OT2).</summary>
public enum CodePurpose
{
    /// <summary>Self-registration, and activation by FranceConnect (domain 5.3, 5.4).</summary>
    Registration = 1,

    /// <summary>A forgotten password (domain §8).</summary>
    PasswordRecovery = 2,

    /// <summary>Confirms a mobile number in Mon compte (domain §8).</summary>
    MobileChange = 3,

    /// <summary>Lets a pupil in once; read by an agent, never sent (domain §11).</summary>
    AccessCode = 4,
}

/// <summary>A code to be sent.</summary>
/// <param name="Transaction">the journey in one browser that the code belongs to; a new code of the same transaction and purpose kills the former</param>
/// <param name="Purpose">what it is good for</param>
/// <param name="Phone">E.164 number to send it to; null when nobody matched: the same work is done and nothing is sent</param>
/// <param name="Network">the network the request comes from, as <c>NetworkAddress.Of</c> writes it</param>
/// <param name="IsVerifiedPhone">an account has confirmed this number: the reserved share of the budget is open to it; say the same for somebody unknown</param>
/// <param name="Asked">what the person typed (number, username): the limits count it, so that they say the same whether or not somebody matched; null: <paramref name="Phone"/></param>
public sealed record CodeRequest(Guid Transaction, CodePurpose Purpose, string? Phone, string Network, bool IsVerifiedPhone, string? Asked = null);

/// <summary>What became of a <see cref="CodeRequest"/>. The same for somebody and for nobody.</summary>
public enum CodeSending
{
    /// <summary>Sent, or it looks so.</summary>
    Sent,

    /// <summary>The last one is less than a minute old.</summary>
    TooSoon,

    /// <summary>Too many for this number or this network: try later.</summary>
    LimitReached,

    /// <summary>The service has sent all it may for now.</summary>
    BudgetSpent,
}

/// <summary>What a typed code is worth.</summary>
public enum CodeVerdict
{
    /// <summary>Right, and used up by it.</summary>
    Right,

    /// <summary>Wrong; one try is gone.</summary>
    Wrong,

    /// <summary>There is nothing to compare with: used, too old, tried five times, replaced or never sent.</summary>
    Dead,
}

/// <summary>The answer to a typed code.</summary>
/// <param name="Verdict">what it is worth</param>
/// <param name="Phone">the number that received it, when it is right</param>
/// <param name="TriesLeft">tries left, when it is wrong</param>
public sealed record CodeCheck(CodeVerdict Verdict, string? Phone, int TriesLeft = 0);
