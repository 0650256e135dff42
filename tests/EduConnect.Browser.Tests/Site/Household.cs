using System.Text.RegularExpressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Browser.Tests.Site;

/// <summary>One family of its own for one journey: a pupil of the 2nd degree, one of the 1st, and their guardian, none informed.</summary>
public sealed partial class Household
{
    /// <summary>A password that every rule accepts.</summary>
    public const string GoodPassword = "Brouette verte à 3 pois";

    public static readonly DateOnly InesBirth = new(2012, 9, 14);
    public static readonly DateOnly MaloBirth = new(2018, 11, 2);

    private readonly BrowserSite _site;

    private Household(BrowserSite site, TestPupil ines, TestPupil malo, TestGuardian claire) =>
        (_site, Ines, Malo, Claire) = (site, ines, malo, claire);

    public TestPupil Ines { get; }

    public TestPupil Malo { get; }

    public TestGuardian Claire { get; }

    public static async Task<Household> CreateAsync(BrowserSite site, string mobile = "+33639980001")
    {
        await using var main = site.App.Main();
        var data = new TestData(main);
        var college = data.School(name: "Jeanne-Valmont");
        var primary = data.School(name: "Les Tilleuls", degree: Degree.First);
        var ines = data.Pupil(college, data.Class(college), "MOREL", "Inès", InesBirth);
        var malo = data.Pupil(primary, data.Class(primary, "CE2"), "MOREL", "Malo", MaloBirth);
        var claire = data.Guardian(ines, "MOREL", "Claire", mobile: mobile, others: [malo]);
        await data.SaveAsync();
        return new Household(site, ines, malo, claire);
    }

    /// <summary>Gives a provisional password, as a school does.</summary>
    public async Task<string> InformAsync(Account account)
    {
        await using var main = _site.App.Main();
        var row = await main.Set<Account>().FirstAsync(one => one.Id == account.Id);
        var (password, copies) = _site.App.Services.GetRequiredService<ProvisionalPasswords>().Draw(row.Id);
        row.Inform(withReset: false, copies, DateTime.UtcNow, TimeSpan.FromDays(92));
        await main.SaveChangesAsync();
        return password.Reveal();
    }

    /// <summary>Brings an account to "Activé" with <see cref="GoodPassword"/>; a guardian's ties are confirmed.</summary>
    public async Task ActivateAsync(Account account)
    {
        await InformAsync(account);
        var hash = await _site.App.Services.GetRequiredService<PasswordHasher>().HashAsync(PasswordText.From(GoodPassword));
        await using var main = _site.App.Main();
        var row = await main.Set<Account>().FirstAsync(one => one.Id == account.Id);
        Assert.Equal(AccountRefusal.None, row.ActivateBySchool(hash, null, false, DateTime.UtcNow));
        await main.SaveChangesAsync();
        await Children.LinksOf(main, account.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Confirmed).SetProperty(link => link.StatedAt, DateTime.UtcNow));
    }

    /// <summary>Gives an account an address that it has confirmed; the sources know the same.</summary>
    public async Task ConfirmMailAsync(Account account, string mail)
    {
        await using var main = _site.App.Main();
        await main.Set<Account>().Where(one => one.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Mail, mail).SetProperty(one => one.MailKey, mail).SetProperty(one => one.MailConfirmedAt, DateTime.UtcNow));
        await main.Set<GuardianRecord>().Where(record => record.AccountId == account.Id).ExecuteUpdateAsync(set => set.SetProperty(record => record.Mail, mail));
    }

    public async Task<Account> ReadAsync(Account account)
    {
        await using var main = _site.App.Main();
        return await main.Set<Account>().AsNoTracking().FirstAsync(one => one.Id == account.Id);
    }

    /// <summary>The path of the link in the last mail to an account's holder.</summary>
    public async Task<string> LinkOfLastMailAsync(Account account)
    {
        await using var main = _site.App.Main();
        var message = await main.Set<OutboxMessage>().AsNoTracking().Where(mail => mail.AccountId == account.Id).OrderByDescending(mail => mail.CreatedAt).FirstAsync();
        return new Uri(Link().Match(_site.App.Read(message)).Value).PathAndQuery;
    }

    /// <summary>The code in the last SMS to a number, as it is shown.</summary>
    public async Task<string> CodeOfLastSmsAsync(string mobile)
    {
        await using var operational = _site.App.Operational();
        var message = await operational.Set<OutboxMessage>().AsNoTracking().Where(sms => sms.Recipient == mobile).OrderByDescending(sms => sms.CreatedAt).FirstAsync();
        Assert.True(_site.App.Services.GetRequiredService<SecretTexts>().Open(message));
        return Code().Match(message.Text).Value;
    }

    [GeneratedRegex("[0-9]{4} [0-9]{4}")]
    private static partial Regex Code();

    [GeneratedRegex("https?://[^\\s)>]+/(?:activation|mon-compte)/[^\\s)>]+")]
    private static partial Regex Link();
}
