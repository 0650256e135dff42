using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Schools;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using EduConnect.Web.Tests.Hosting;
using EduConnect.Web.Tests.Recovery;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Campaigns;

/// <summary>A leaked password, from the operator's list to the new password of its owner (domain §16).</summary>
[Collection("Console")]
public sealed class CampaignJourneyTests
{
    [Fact]
    [Trait("Row", "#256")]
    [Trait("Row", "#122")]
    [Trait("Row", "#58")]
    [Trait("Row", "#141")]
    [Trait("Rule", "S-SE5")]
    public async Task A_leaked_password_is_found_made_useless_and_replaced_by_its_owner()
    {
        await using var family = await Family.StartAsync();
        await SelfHelp.ConfirmAsync(family, family.Claire.Account.Id);
        await SelfHelp.ConfirmAsync(family, family.Paul.Account.Id, "paul@exemple.fr", null);
        using var elsewhere = family.Browser();
        Assert.Equal("/portail", (await Family.SignInAsync(elsewhere, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
        family.Clock.Advance(TimeSpan.FromMinutes(5));

        var id = await LoadedAsync(family, $"username;password\nc.morel27;{Family.GoodPassword}\np.vasseur;un autre mot\n");
        await family.App.RunWorkerAsync();
        var preview = await CommandAsync(family, "preview", id);
        Assert.Contains("campaign.state: ready", preview, StringComparison.Ordinal);
        Assert.Contains("accounts: 1\naccounts.guardian.activated: 1\n", preview, StringComparison.Ordinal);
        Assert.Contains("lines.passwordDiffers: 1\n", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("brouette", preview, StringComparison.Ordinal);
        Assert.Equal("/portail", (await elsewhere.GetAsync("/portail")).Address.AbsolutePath);

        Assert.Equal($"applying: {id}\naccounts: 1\n", await CommandAsync(family, "apply", id));
        await family.App.RunWorkerAsync();
        Assert.StartsWith("/connexion", (await elsewhere.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
        using var browser = family.Browser();
        var refused = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        var unknown = await Family.SignInAsync(browser, "responsable", "n.existe.pas", Family.GoodPassword);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(Sentence(unknown), Sentence(refused));
        Assert.Contains("followed: 1 accounts, 1 waiting, 0 informed, 0 done", await CommandAsync(family, "follow", id), StringComparison.Ordinal);

        await InformAsync(family);
        Assert.Contains("followed: 1 accounts, 0 waiting, 1 informed, 0 done", await CommandAsync(family, "follow", id), StringComparison.Ordinal);

        await SelfHelp.AskPasswordAsync(browser, "c.morel27", "mail");
        await SelfHelp.ChooseAsync(browser, await browser.GetAsync(await SelfHelp.LinkAsync(family)), username: "c.morel27");
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", SelfHelp.NewPassword)).Address.AbsolutePath);
        var follow = await CommandAsync(family, "follow", id);
        Assert.Contains("followed: 1 accounts, 0 waiting, 0 informed, 1 done", follow, StringComparison.Ordinal);
        Assert.Contains("done: yes", follow, StringComparison.Ordinal);
        Assert.Contains("5E B;guardian;1;0;0;1\r\n", (await OperatorConsole.RunAsync(family.App.Stores, "campaign", "follow", id, "--csv")).Output, StringComparison.Ordinal);
        var codes = (await family.MainAsync<AuditEvent>()).Where(entry => entry.ActorKind == ActorKind.Operator && entry.Code != "agent.added").Select(entry => entry.Code).ToList();
        Assert.Equal(["campaign.loaded", "campaign.apply-ordered", "account.compromised", "campaign.applied"], codes);
    }

    private static async Task InformAsync(Family family)
    {
        var school = (await family.MainAsync<School>()).Single(one => one.Degree == Degree.Second);
        using var agent = await AgentBrowser.SignInAsync(family.App, "s.carpentier", new NewRight(AgentModule.Administration, Uai: school.Uai));
        var home = await agent.GetAsync("/administration/" + school.Uai);
        var card = home.Document.QuerySelectorAll("main a").Single(link => link.GetAttribute("href")!.Contains("/representants-legaux?traiter=compromis", StringComparison.Ordinal));
        Assert.StartsWith("1", card.TextContent.Trim(), StringComparison.Ordinal);
        var list = await agent.GetAsync(card.GetAttribute("href")!);
        var all = await agent.SubmitAsync(list, new Dictionary<string, string>(), "main form[method=post]", "all");
        var confirm = await agent.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", "inform");
        await agent.SubmitAsync(confirm, new Dictionary<string, string> { ["Way"] = "Mail" });
        await family.App.RunWorkerAsync();
        Assert.Equal(SelfHelp.Mail, Assert.Single(await family.MainAsync<OutboxMessage>(), message => message.Template == "inform-security").Recipient);
    }

    private static async Task<string> LoadedAsync(Family family, string list)
    {
        var file = Path.Combine(family.App.Stores.Folder, "leak.csv");
        await File.WriteAllTextAsync(file, list, TestContext.Current.CancellationToken);
        var loaded = await OperatorConsole.RunAsync(family.App.Stores, "campaign", "load", file, "--name", "novembre");
        Assert.Equal((0, ""), (loaded.Status, loaded.Error));
        return loaded.Output.Split("campaign.id: ")[1].Split('\n')[0].Trim();
    }

    private static async Task<string> CommandAsync(Family family, string word, string id)
    {
        var answer = await OperatorConsole.RunAsync(family.App.Stores, "campaign", word, id);
        Assert.Equal((0, ""), (answer.Status, answer.Error));
        return answer.Output.ReplaceLineEndings("\n");
    }

    private static string Sentence(Page page) => page.Document.QuerySelector("main [role=alert]")!.TextContent.Trim();
}
