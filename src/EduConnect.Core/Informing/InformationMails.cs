using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Addresses;
using EduConnect.Core.Schools.Lists;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Informing;

/// <summary>
/// The mails by which guardians are informed: the username and, where a password has to be chosen, a link that works once (30 days).
/// A setting puts the provisional password in the place of the link; never both (D5). A compromised account gets the safety mail whatever it needs (row #189).
/// </summary>
public sealed class InformationMails(
    AccountLinks links, ConfirmationMails confirmations, ProvisionalPasswords passwords, OutboxWriter outbox, InformOptions options, ServiceOptions service, Deadlines deadlines, TimeProvider clock)
{
    private const string Activate = "inform-activate";
    private const string Reset = "inform-reset";
    private const string WithPassword = "inform-password";
    private const string Remind = "inform-remind";
    private const string Security = "inform-security";
    private const string SecurityWithLink = "inform-security-link";
    private const string SecurityWithPassword = "inform-security-password";

    /// <summary>By what means the holder gets in.</summary>
    private enum Means
    {
        OwnPassword,
        Link,
        ProvisionalPassword,
    }

    /// <summary>Where a mail goes: the account's own address unless it is doubtful (§16), else the one the school knows; null when there is none or it is in error.</summary>
    public static string? AddressOf(Account account, IEnumerable<ListRow> rows)
    {
        ArgumentNullException.ThrowIfNull(account);
        var own = account.IsMailDoubtful ? null : account.Mail;
        return account is { MailInError: true, IsMailDoubtful: false } ? null : own ?? rows.Select(row => row.SourceMail).FirstOrDefault(mail => mail is not null);
    }

    /// <summary>Adds the mail of one account, just informed, to the save of its change.</summary>
    public async Task WriteAsync(MainDb db, Account account, InformJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(job);
        if (await ConfirmAsync(db, account, cancellationToken))
        {
            return;
        }

        var rows = job.Named(account.Id);
        var address = AddressOf(account, rows)!;
        var school = await db.Set<School>().SingleAsync(cancellationToken);
        var values = Values(school, account, rows, job);
        await links.KillElsewhereAsync(db, account.Id, address, cancellationToken);
        var means = Give(db, account, address, values);
        outbox.Mail(db, address, Template(account, means), values, account.Id, deadlines.ActivationLink, Lines(school, account, rows, job));
    }

    /// <summary>Sends the confirmation mail of an activation that waits for its address again, whatever the way of informing (domain 10.6). A compromised one begins again instead (§16).</summary>
    /// <returns>false when nothing waits, or the address is in error</returns>
    public async Task<bool> ConfirmAsync(MainDb db, Account account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account is not { State: AccountState.Activating, Mail: { } given, MailInError: false })
        {
            return false;
        }

        await confirmations.AddAsync(db, account, given, cancellationToken);
        return true;
    }

    private static string Template(Account account, Means means) => (means, account) switch
    {
        (Means.OwnPassword, { IsCompromised: true }) => Security,
        (Means.Link, { IsCompromised: true }) => SecurityWithLink,
        (_, { IsCompromised: true }) => SecurityWithPassword,
        (Means.OwnPassword, _) => Remind,
        (Means.ProvisionalPassword, _) => WithPassword,
        (_, { State: AccountState.Activated }) => Reset,
        _ => Activate,
    };

    // Lines that not every mail has. The address of Paramètres stands beside the portal's, whatever the mail (row #213); where there is no portal it stands in its place.
    private List<MailRow> Lines(School school, Account account, IReadOnlyList<ListRow> rows, InformJob job)
    {
        var none = new Dictionary<string, string>();
        List<MailRow> lines = [new(school.Degree == Degree.First ? "FirstDegree" : "SecondDegree", none)];
        lines.AddRange(Children("Legal", rows.Where(row => row.Tie == GuardianKind.LegalGuardian)).Concat(Children("InCharge", rows.Where(row => row.Tie == GuardianKind.PersonInCharge))));
        lines.AddRange(job.SchoolAddress is { } address && ReadSchoolAddresses.CarriesPortal(job.Order.Kind) ? [new MailRow("Address", new Dictionary<string, string> { ["Address"] = address })] : []);
        lines.AddRange(account.State == AccountState.Activated ? [new MailRow("StillActive", none)] : []);
        lines.AddRange(account.PasswordAt(clock.GetUtcNow().UtcDateTime) switch
        {
            PasswordKind.Chosen => [new MailRow("ChosenPassword", none)],
            PasswordKind.None => [new MailRow("NoPassword", none)],
            _ => Array.Empty<MailRow>(),
        });
        return lines;
    }

    // The children of one capacity with their classes (domain 10.7).
    private static IEnumerable<MailRow> Children(string capacity, IEnumerable<ListRow> rows)
    {
        var children = rows.Select(row => string.Join(", ", new[] { $"{row.PupilFirstName} {row.PupilName}", row.ClassName }.Where(part => !string.IsNullOrEmpty(part)))).Distinct().ToList();
        return children.Count > 0 ? [new MailRow(capacity, new Dictionary<string, string> { ["Children"] = string.Join("\u00a0; ", children) })] : [];
    }

    private Means Give(MainDb db, Account account, string address, Dictionary<string, string> values)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!account.HasProvisional(now))
        {
            return Means.OwnPassword;
        }

        if (options.PasswordInMail && passwords.Open(account) is { } password)
        {
            values["Password"] = password.Reveal();
            values["Until"] = ParisTime.OnPaper(account.ProvisionalExpiresAt!.Value);
            return Means.ProvisionalPassword;
        }

        values["Link"] = links.AddActivation(db, account.Id, address);
        values["Until"] = ParisTime.OnPaper(now + deadlines.ActivationLink);
        return Means.Link;
    }

    private Dictionary<string, string> Values(School school, Account account, IReadOnlyList<ListRow> rows, InformJob job) => new()
    {
        ["Name"] = $"{rows[0].GuardianCivility} {rows[0].GuardianFirstName} {rows[0].GuardianName}".Trim(),
        ["School"] = $"{school.TitledName} ({school.Town})",
        ["Username"] = account.Username,
        ["Portal"] = Portal(job),
        ["Recovery"] = service.PublicOrigin + "/mot-de-passe-oublie?profil=responsable",
    };

    // Where the holder signs in. The portal is the address of legal guardians' lists only (domain 10.12): the others go by what the school adds, else to the sign-in page, which is no address of services.
    private string Portal(InformJob job) => ReadSchoolAddresses.CarriesPortal(job.Order.Kind)
        ? service.PortalAddress.Length > 0 ? service.PortalAddress : service.PublicOrigin
        : job.SchoolAddress ?? service.PublicOrigin + "/connexion/responsable";
}
