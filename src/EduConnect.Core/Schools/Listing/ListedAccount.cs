using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Schools.Listing;

/// <summary>A row of a list on paper or in a file, with what its account holds. Prints as dots: it may hold a password in clear.</summary>
/// <param name="Row">the row</param>
/// <param name="Mef">label of the curriculum; null when there is none</param>
/// <param name="Mode">origin of the account</param>
/// <param name="Kind">which password it has</param>
/// <param name="Password">the provisional password; null when there is none</param>
public sealed record ListedAccount(ListRow Row, string? Mef, ActivationMode Mode, PasswordKind Kind, ProvisionalPassword? Password)
{
    /// <inheritdoc/>
    public override string ToString() => "ListedAccount •••";
}
