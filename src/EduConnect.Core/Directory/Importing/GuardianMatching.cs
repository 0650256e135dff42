using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;

namespace EduConnect.Core.Directory.Importing;

/// <summary>What an account looks like to the matching rule.</summary>
internal sealed record AccountView(Guid Id, AccountState State, DateTime CreatedAt, bool IsCompromised = false)
{
    /// <summary>Its holder was told of it, or it is compromised: an informed one is NotInformed then, and its username is on paper all the same (§16).</summary>
    public bool IsTold => State != AccountState.NotInformed || IsCompromised;
}

/// <summary>What the rule decides for one record.</summary>
/// <param name="Join">Account to join; null: a new one, or the one it has.</param>
/// <param name="Merge">Other accounts of the same person that end in <paramref name="Join"/>.</param>
/// <param name="Propose">Informed accounts to which the record is proposed: their holder decides.</param>
/// <param name="Offered">Accounts nobody was told about, whose records are proposed to the informed account of this one.</param>
internal sealed record MatchDecision(Guid? Join, IReadOnlyList<Guid> Merge, IReadOnlyList<Guid> Propose, IReadOnlyList<Guid> Offered);

/// <summary>
/// Who is the same person (domain 4.1, 4.2): family name, first name and mobile or mail, all equal once folded. Accounts nobody was told about are joined;
/// an informed one is never touched behind its holder's back. A pure function of what is given.
/// </summary>
internal static class GuardianMatching
{
    /// <summary>Keys under which a record may meet another of the same person: none without first name, mobile and mail alike.</summary>
    public static IEnumerable<string> Keys(string familyName, string firstName, string? mobile, string? mail)
    {
        if (mobile is null && mail is null)
        {
            yield break;
        }

        var first = FoldedName.Of(firstName);
        var family = FoldedName.Of(familyName);
        if (first.Length == 0 || family.Length == 0)
        {
            yield break;
        }

        if (mobile is not null)
        {
            yield return $"{family}|{first}|{mobile}";
        }

        if (mail is not null)
        {
            yield return $"{family}|{first}|{mail}";
        }
    }

    /// <summary>Keys of a record.</summary>
    public static IEnumerable<string> Keys(GuardianRecord record) => Keys(record.FamilyName, record.FirstName, record.Mobile, record.Mail);

    /// <param name="own">The account the record already has; null when none.</param>
    /// <param name="same">Accounts that hold a record with one of its keys.</param>
    public static MatchDecision Decide(AccountView? own, IReadOnlyCollection<AccountView> same)
    {
        var others = same.Where(account => account.Id != own?.Id).DistinctBy(account => account.Id).ToList();
        var quiet = others.Where(account => !account.IsTold).OrderBy(account => account.CreatedAt).ThenBy(account => account.Id).ToList();
        var told = others.Where(account => account.IsTold).OrderBy(account => account.CreatedAt).ThenBy(account => account.Id).Select(account => account.Id).ToList();
        if (own is { IsTold: true })
        {
            return new(null, [], told, [.. quiet.Select(account => account.Id)]);
        }

        if (own is not null)
        {
            quiet = [.. quiet.Append(own).OrderBy(account => account.CreatedAt).ThenBy(account => account.Id)];
        }

        return quiet.Count == 0
            ? new(null, [], told, [])
            : new(quiet[0].Id == own?.Id ? null : quiet[0].Id, [.. quiet.Skip(1).Select(account => account.Id)], told, []);
    }
}
