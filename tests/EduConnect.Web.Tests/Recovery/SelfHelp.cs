using System.Text.RegularExpressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Recovery;

/// <summary>Short ways through the pages of self-help.</summary>
internal static partial class SelfHelp
{
    public const string NewPassword = "trois hiboux en laine";
    public const string Mail = "Claire.Morel@exemple.fr";
    public const string Mobile = "+33639980042";

    /// <summary>Activates an account and confirms its contacts.</summary>
    public static async Task ConfirmAsync(Family family, Guid account, string? mail = Mail, string? mobile = Mobile)
    {
        await family.ActivateAsync(account);
        await family.SettleAsync(account);
        await family.ChangeAsync(account, row =>
        {
            (row.Mail, row.MailConfirmedAt) = (mail, mail is null ? null : family.Clock.UtcNow);
            (row.Mobile, row.MobileConfirmedAt) = (mobile, mobile is null ? null : family.Clock.UtcNow);
        });
    }

    public static async Task<Page> AskUsernameByMailAsync(PageClient browser, string mail, string query = "") =>
        await browser.SubmitAsync(await browser.GetAsync("/identifiant-oublie/mail" + query), new Dictionary<string, string> { ["Mail"] = mail });

    public static async Task<Page> AskUsernameBySmsAsync(PageClient browser, string phone) =>
        await browser.SubmitAsync(await browser.GetAsync("/identifiant-oublie/sms"), new Dictionary<string, string> { ["Phone"] = phone });

    /// <summary>Types the username; ends at the choice of the way.</summary>
    public static async Task<Page> BeginAsync(PageClient browser, string username, string query = "") =>
        await browser.SubmitAsync(await browser.GetAsync("/mot-de-passe-oublie" + query), new Dictionary<string, string> { ["Username"] = username });

    /// <summary>Types the username and chooses a way.</summary>
    public static async Task<Page> AskPasswordAsync(PageClient browser, string username, string way, string query = "")
    {
        var page = await BeginAsync(browser, username, query);
        return await browser.PostAsync(page.Address.PathAndQuery, [new("way", way), Token(page)]);
    }

    public static Task<Page> TypeCodeAsync(PageClient browser, Page page, string code) =>
        browser.SubmitAsync(page, new Dictionary<string, string> { ["Code"] = code }, "form#code", "check");

    public static Task<Page> ChooseAsync(PageClient browser, Page page, string password = NewPassword, string? again = null, string? username = null)
    {
        var values = new Dictionary<string, string> { ["Input.Password"] = password, ["Input.Again"] = again ?? password };
        if (username is not null)
        {
            values["Input.Username"] = username;
        }

        return browser.SubmitAsync(page, values);
    }

    public static KeyValuePair<string, string> Token(Page page) =>
        new("__RequestVerificationToken", page.Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!);

    /// <summary>The messages of the operational outbox that somebody gets, oldest first.</summary>
    public static async Task<List<OutboxMessage>> SentAsync(Family family) =>
        [.. (await family.OperationalAsync<OutboxMessage>()).Where(message => message.Channel != Channel.None).OrderBy(message => message.CreatedAt)];

    /// <summary>The path of the link in the last mail.</summary>
    public static async Task<string> LinkAsync(Family family) =>
        new Uri(Link().Match((await SentAsync(family)).Last(message => message.Template == "recovery-link").Text).Value).AbsolutePath;

    /// <summary>The code of the last SMS.</summary>
    public static async Task<string> CodeAsync(Family family)
    {
        var message = (await SentAsync(family)).Last(one => one.Channel == Channel.Sms);
        Assert.True(family.App.Services.GetRequiredService<SecretTexts>().Open(message));
        return Digits().Match(message.Text).Value;
    }

    public static Task<Account> ClaireAsync(Family family) => family.ReadAsync(family.Claire.Account.Id);

    [GeneratedRegex("https?://[^\\s)>]+/mot-de-passe-oublie/lien/[^\\s)>]+")]
    private static partial Regex Link();

    [GeneratedRegex("[0-9]{4} [0-9]{4}")]
    private static partial Regex Digits();
}
