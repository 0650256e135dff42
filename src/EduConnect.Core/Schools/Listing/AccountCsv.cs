using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Schools.Listing;

/// <summary>The list as a file: 14 columns for pupils (row #152), 15 for guardians (row #193).</summary>
public static class AccountCsv
{
    /// <summary>Writes the file.</summary>
    public static byte[] Write(School school, ListKind kind, IReadOnlyList<ListedAccount> accounts)
    {
        ArgumentNullException.ThrowIfNull(school);
        ArgumentNullException.ThrowIfNull(accounts);
        var (text, words) = (new CsvText(), ListWords.All);
        text.Add(kind.IsOfPupils() ? words.PupilColumns : words.GuardianColumns.Select(head => string.Format(null, head, words.GuardianNames[kind.ToString()])));
        foreach (var account in accounts)
        {
            text.Add(kind.IsOfPupils() ? Pupil(school, account, words) : Guardian(school, account, words));
        }

        return text.ToBytes();
    }

    private static IEnumerable<string?> Pupil(School school, ListedAccount account, ListWords words) =>
    [
        .. Common(school, account), words.States[account.Row.State.ToString()], account.Row.Username, Password(account, words),
        account.Row.MailConfirmedAt is null ? words.NotConfirmed : words.Confirmed, account.Row.Mail, Date(account.Row.LastInformedAt), Date(account.Row.LastSignInAt),
    ];

    private static IEnumerable<string?> Guardian(School school, ListedAccount account, ListWords words) =>
    [
        .. Common(school, account), account.Row.GuardianName, account.Row.GuardianFirstName, words.States[account.Row.State.ToString()], words.Origins[account.Mode.ToString()],
        account.Row.Username, Password(account, words), Date(account.Row.LastInformedAt), Date(account.Row.LastSignInAt),
    ];

    private static IEnumerable<string?> Common(School school, ListedAccount account) =>
        [school.Uai, school.TitledName, account.Row.PupilName, account.Row.PupilFirstName, account.Mef, account.Row.ClassCode, account.Row.ClassLabel];

    private static string Password(ListedAccount account, ListWords words) => account switch
    {
        { Password: { } password } => Legible(password.Reveal()),
        { Kind: PasswordKind.Chosen } => words.ChosenPassword,
        _ => words.NoPassword,
    };

    // 22222E22 would be shown as 2,22E+26, and 222E-2222 as 0. Whoever types it may leave the dash out or not (domain 3.6), an apostrophe they may not.
    private static string Legible(string password) =>
        new[] { password, $"{password[..4]}-{password[4..]}", $"{password[..2]}-{password[2..]}" }.First(one => CsvText.Harmless(one) == one);

    private static string Date(DateTime? at) => at is { } instant ? ParisTime.OnPaper(instant) : string.Empty;
}
