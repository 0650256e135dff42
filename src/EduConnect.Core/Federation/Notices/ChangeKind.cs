namespace EduConnect.Core.Federation.Notices;

/// <summary>What changed about an account, as far as a service may want to be told.</summary>
public enum ChangeKind
{
    /// <summary>Its holder grouped it with another one: it never signs in again (domain 4.3).</summary>
    AccountClosed = 1,

    /// <summary>The night deleted it.</summary>
    AccountDeleted = 2,

    /// <summary>It has another username (domain 10.11).</summary>
    UsernameChanged = 3,

    /// <summary>A tie is confirmed: services are told of it from now on.</summary>
    TieAdded = 4,

    /// <summary>The guardian reported a tie as wrong (domain 7.1): services are told of it no more.</summary>
    TieReported = 5,

    /// <summary>A tie left its source, or went to another account.</summary>
    TieRemoved = 6,

    /// <summary>Its password may be known to strangers (domain §16): it works no more.</summary>
    Compromised = 7,
}

/// <summary>The events a service may ask for, by the words of its contract.</summary>
public static class NoticeEvents
{
    /// <summary>Closed or deleted.</summary>
    public const string AccountClosed = "account-closed";

    /// <summary>Another username.</summary>
    public const string UsernameChanged = "username-changed";

    /// <summary>A tie more or less.</summary>
    public const string TieChanged = "tie-changed";

    /// <summary>Compromised.</summary>
    public const string Compromised = "compromised";

    /// <summary>Every word.</summary>
    public static readonly IReadOnlyList<string> All = [AccountClosed, UsernameChanged, TieChanged, Compromised];

    /// <summary>The word that covers a change.</summary>
    public static string Of(ChangeKind kind) => kind switch
    {
        ChangeKind.AccountClosed or ChangeKind.AccountDeleted => AccountClosed,
        ChangeKind.UsernameChanged => UsernameChanged,
        ChangeKind.TieAdded or ChangeKind.TieReported or ChangeKind.TieRemoved => TieChanged,
        ChangeKind.Compromised => Compromised,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
