using EduConnect.Core.Directory.Importing;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>What two guardians have in common beside their names.</summary>
[Flags]
public enum SharedFacts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The mobile number of their sources.</summary>
    Mobile = 1,

    /// <summary>The mail address of their sources.</summary>
    Mail = 2,

    /// <summary>A pupil to whom both are tied.</summary>
    Child = 4,
}

/// <summary>One guardian as one source knows them, with what a near match looks at.</summary>
/// <param name="RecordId">the record</param>
/// <param name="AccountId">the account that holds it</param>
/// <param name="Civility"><c>M.</c>, <c>Mme</c> or empty</param>
/// <param name="FamilyName">birth name</param>
/// <param name="UsualName">usage name, or the birth name again</param>
/// <param name="FirstName">first name; empty for an institution</param>
/// <param name="Mobile">mobile number (E.164)</param>
/// <param name="Mail">mail address</param>
public sealed record KnownGuardian(Guid RecordId, Guid AccountId, string Civility, string FamilyName, string UsualName, string FirstName, string? Mobile, string? Mail)
{
    internal NearNames Names { get; } = NearNames.Of(FamilyName, UsualName, FirstName);

    /// <summary>The keys of the rule itself (domain 4.1): two records that have one in common are the business of matching, not of a school.</summary>
    internal IEnumerable<string> RuleKeys => GuardianMatching.Keys(FamilyName, FirstName, Mobile, Mail);
}

/// <summary>
/// Two guardians just below the rule of matching. Three cases, all explained on the screen of the school: the same names and no contact in common; names that
/// are alike and a contact in common; names that are alike and a child in common. Two different civilities are two people. A pure function of what is given.
/// </summary>
/// <param name="Names">how much alike the names are</param>
/// <param name="Shared">what is common beside them</param>
public sealed record NearMatch(NameLikeness Names, SharedFacts Shared)
{
    /// <summary>Judges two records of different accounts.</summary>
    /// <param name="one">a guardian</param>
    /// <param name="other">another</param>
    /// <param name="shareChild">both are tied to the same pupil</param>
    /// <returns>null when they are below any likeness worth a question, or above it: then matching itself has seen to it</returns>
    public static NearMatch? Of(KnownGuardian one, KnownGuardian other, bool shareChild)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Civility.Length > 0 && other.Civility.Length > 0 && one.Civility != other.Civility)
        {
            return null;
        }

        if (NearNames.Compare(one.Names, other.Names) is not { } names)
        {
            return null;
        }

        var shared = (Equal(one.Mobile, other.Mobile) ? SharedFacts.Mobile : SharedFacts.None)
            | (Equal(one.Mail, other.Mail) ? SharedFacts.Mail : SharedFacts.None)
            | (shareChild ? SharedFacts.Child : SharedFacts.None);
        return names == NameLikeness.Same
            ? (shared & (SharedFacts.Mobile | SharedFacts.Mail)) == SharedFacts.None ? new NearMatch(names, shared) : null
            : shared == SharedFacts.None ? null : new NearMatch(names, shared);
    }

    private static bool Equal(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.Ordinal);
}
