using EduConnect.Core.Accounts;

namespace EduConnect.Core.Activation.Registration;

/// <summary>Which account a registration ends in, and which others join it (domain 4.2, 5.3; <c>docs/adr/0010</c>).</summary>
/// <param name="Stays">the account that the person will use</param>
/// <param name="Join">accounts that end in it; their usernames are retired</param>
public sealed record RegistrationAccounts(Account Stays, IReadOnlyList<Account> Join)
{
    /// <summary>Chooses among the open accounts of the matching records; null when there is none.</summary>
    /// <remarks>
    /// An activated account always stays. Of several, the one used last: the others keep their holder's password and join by grouping only (4.3).
    /// Of accounts that are not activated, the one its holder knows best stays: being activated, then informed, then the oldest.
    /// </remarks>
    public static RegistrationAccounts? Choose(IReadOnlyCollection<Account> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var open = accounts.Where(account => account is { Kind: AccountKind.Guardian, ClosedAt: null })
            .OrderByDescending(account => account.State).ThenByDescending(LastUse).ThenBy(account => account.CreatedAt).ThenBy(account => account.Id).ToList();
        return open.Count == 0 ? null : new RegistrationAccounts(open[0], [.. open.Skip(1).Where(account => account.State != AccountState.Activated)]);
    }

    private static DateTime LastUse(Account account) =>
        account.State == AccountState.Activated ? account.LastSignInAt ?? account.ActivatedAt ?? DateTime.MinValue : DateTime.MinValue;
}
