using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Informing;

/// <summary>
/// The mails by which guardians are informed: the username and, where a password has to be chosen, a link that works once (30 days).
/// A setting puts the provisional password in the place of the link; never both (D5).
/// </summary>
public sealed class InformationMails(
    AccountLinks links, ConfirmationMails confirmations, ProvisionalPasswords passwords, OutboxWriter outbox, InformOptions options, ServiceOptions service, Deadlines deadlines, TimeProvider clock)
{
    private const string Activate = "inform-activate";
    private const string Reset = "inform-reset";
    private const string Remind = "inform-remind";
    private const string Security = "inform-security";
    private const string WithPassword = "inform-password";

    /// <summary>Where a mail goes: the account's own address, else the one the school knows; null when there is none or it is in error.</summary>
    public static string? AddressOf(Account account, IEnumerable<ListRow> rows)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.MailInError ? null : account.Mail ?? rows.Select(row => row.SourceMail).FirstOrDefault(mail => mail is not null);
    }

    /// <summary>Adds the mail of one account, just informed, to the save of its change.</summary>
    public async Task WriteAsync(MainDb db, Account account, InformJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(job);
        var rows = job.Rows[account.Id].ToList();
        var address = AddressOf(account, rows)!;
        if (account is { State: AccountState.Activating, Mail: { } given })
        {
            await confirmations.AddAsync(db, account, given, cancellationToken);
            return;
        }

        var values = await ValuesAsync(db, account, rows, cancellationToken);
        var template = account.IsCompromised ? Security : Remind;
        if (account.HasProvisional(clock.GetUtcNow().UtcDateTime))
        {
            template = Choose(db, account, address, values);
        }

        outbox.Mail(db, address, template, values, account.Id, deadlines.ActivationLink, Own(job));
    }

    // The address of Paramètres stands beside the portal's, whatever the mail (row #213).
    private static IReadOnlyList<MailRow> Own(InformJob job) =>
        job.SchoolAddress is { } address ? [new MailRow("Address", new Dictionary<string, string> { ["Address"] = address })] : [];

    private string Choose(MainDb db, Account account, string address, Dictionary<string, string> values)
    {
        if (options.PasswordInMail && passwords.Open(account) is { } password)
        {
            values["Password"] = password.Reveal();
            values["Until"] = ParisTime.OnPaper(account.ProvisionalExpiresAt!.Value);
            return WithPassword;
        }

        values["Link"] = links.AddActivation(db, account.Id, address);
        values["Until"] = ParisTime.OnPaper(clock.GetUtcNow().UtcDateTime + deadlines.ActivationLink);
        return account.State == AccountState.Activated ? Reset : Activate;
    }

    private async Task<Dictionary<string, string>> ValuesAsync(MainDb db, Account account, List<ListRow> rows, CancellationToken cancellationToken)
    {
        var school = await db.Set<School>().SingleAsync(cancellationToken);
        var first = rows[0];
        return new Dictionary<string, string>
        {
            ["Name"] = $"{first.GuardianCivility} {first.GuardianFirstName} {first.GuardianName}".Trim(),
            ["School"] = $"{school.TitledName} ({school.Town})",
            ["Children"] = string.Join(", ", rows.Select(row => $"{row.PupilFirstName} {row.PupilName}").Distinct()),
            ["Username"] = account.Username,
            ["Portal"] = service.PortalAddress.Length > 0 ? service.PortalAddress : service.PublicOrigin,
        };
    }
}
