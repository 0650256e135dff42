using System.Net;
using System.Text.RegularExpressions;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.AccessCodes;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.PupilSupport;

/// <summary>Codes for several pupils at once: a page with one code each, for this school alone (domain §11).</summary>
[Trait("Rule", "domain 11")]
public sealed partial class AccessCodesPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Each_pupil_gets_a_code_of_their_own_that_lets_them_in_once_even_in_maintenance(Engine engine)
    {
        await using var desk = await SupportDesk.StartAsync(engine);
        var (hugo, jade) = await MoreAsync(desk);
        await desk.Family.ActivateAsync(desk.Ines.Id);
        await desk.Family.ActivateAsync(hugo);
        desk.Family.App.Stores.ReadOnly.Plan(desk.Family.Clock.UtcNow, desk.Family.Clock.UtcNow.AddHours(1));
        var asked = await SelectAsync(desk, desk.Ines.Id, hugo, jade);
        Assert.Equal(desk.List + "/codes", asked.Address.AbsolutePath);
        Assert.Contains("Donner 2 codes d’accès", asked.Text, StringComparison.Ordinal);
        Assert.Empty(Codes(asked));
        var answer = await desk.Teacher.SubmitAsync(asked, new Dictionary<string, string>(), "#donner");
        var codes = Codes(answer);
        Assert.Equal(["h.durand", "i.morel"], codes.Keys.Order(StringComparer.Ordinal));
        Assert.NotEqual(codes["h.durand"], codes["i.morel"]);
        Assert.Contains("Pas de code : le compte n’est pas activé.", answer.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Response.Headers.CacheControl?.ToString());
        foreach (var (username, code) in codes)
        {
            using var pupil = desk.Family.Browser();
            Assert.Equal("/portail", (await SupportDesk.UseAsync(pupil, username, code)).Address.AbsolutePath);
            using var thief = desk.Family.Browser();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SupportDesk.UseAsync(thief, username, code)).Status);
        }

        var events = (await desk.Family.OperationalAsync<JournalEntry>()).Where(entry => entry.Code == GiveAccessCode.Code).Select(entry => entry.AccountId);
        Assert.Equal(new Guid?[] { desk.Ines.Id, hugo }.Order(), events.Order());
        Assert.Empty(Codes(await desk.Teacher.GetAsync(desk.List + "/codes")));
    }

    [Fact]
    public async Task A_code_dies_after_twenty_minutes()
    {
        await using var desk = await SupportDesk.StartAsync();
        await desk.Family.ActivateAsync(desk.Ines.Id);
        var codes = Codes(await desk.Teacher.SubmitAsync(await SelectAsync(desk, desk.Ines.Id), new Dictionary<string, string>(), "#donner"));
        desk.Family.Clock.Advance(TimeSpan.FromMinutes(20));
        using var pupil = desk.Family.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SupportDesk.UseAsync(pupil, "i.morel", codes["i.morel"])).Status);
    }

    [Fact]
    [Trait("Rule", "S-TN1")]
    public async Task One_account_of_another_school_refuses_the_whole()
    {
        await using var desk = await SupportDesk.StartAsync();
        var (hugo, _) = await MoreAsync(desk);
        await desk.Family.ActivateAsync(hugo);
        var foreign = desk.Family.Malo.Account?.Id ?? desk.Family.Claire.Account.Id;
        Assert.Equal(HttpStatusCode.NotFound, (await SelectAsync(desk, hugo, foreign)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Teacher.GetAsync($"{desk.List}/codes?compte={foreign}")).Status);
        var page = await SelectAsync(desk, hugo);
        var token = page.Document.QuerySelector("#donner input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Teacher.PostAsync($"{desk.List}/codes?compte={foreign}", [new("__RequestVerificationToken", token)])).Status);
        Assert.Empty(await desk.Family.OperationalAsync<AccessCode>());
    }

    [Fact]
    public async Task More_than_an_hour_allows_gives_none_and_the_limit_counts_single_codes_too()
    {
        await using var desk = await SupportDesk.StartAsync(settings: "--AccessCodes:PerAgentAndHour=1");
        var (hugo, _) = await MoreAsync(desk);
        await desk.Family.ActivateAsync(desk.Ines.Id);
        await desk.Family.ActivateAsync(hugo);
        var page = await SelectAsync(desk, desk.Ines.Id, hugo);
        Assert.Null(page.Document.QuerySelector("#donner"));
        Assert.Contains("en une heure est limité à 1.", page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        await desk.GiveAsync();
        var answer = await desk.Teacher.SubmitAsync(await SelectAsync(desk, hugo), new Dictionary<string, string>(), "#donner");
        Assert.Contains("vous en avez donné beaucoup depuis une heure", answer.Text, StringComparison.Ordinal);
        Assert.Equal(desk.Ines.Id, Assert.Single(await desk.Family.OperationalAsync<AccessCode>()).AccountId);
    }

    [Fact]
    public async Task Administration_has_no_such_page_and_nobody_selected_leads_back_to_the_list()
    {
        await using var desk = await SupportDesk.StartAsync();
        Assert.Equal(desk.List, (await desk.Teacher.GetAsync(desk.List + "/codes")).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Teacher.GetAsync($"/administration/{desk.Uai}/eleves/codes")).Status);
    }

    private static async Task<(Guid Hugo, Guid Jade)> MoreAsync(SupportDesk desk)
    {
        await using var main = desk.Family.App.Main();
        var school = await main.Set<School>().SingleAsync(one => one.Uai == desk.Uai, Cancellation);
        var data = new TestData(main);
        var hugo = data.Pupil(school, null, "DURAND", "Hugo", new DateOnly(2013, 3, 4), "h.durand");
        var jade = data.Pupil(school, null, "PETIT", "Jade", new DateOnly(2013, 5, 6), "j.petit");
        await data.SaveAsync();
        return (hugo.Account!.Id, jade.Account!.Id);
    }

    // Ticks boxes of the list, added by hand so that a foreign one can be, and presses the button.
    private static async Task<Page> SelectAsync(SupportDesk desk, params Guid[] accounts)
    {
        var list = await desk.Teacher.GetAsync(desk.List);
        var hidden = list.Document.QuerySelectorAll("main form[method=post] input[type=hidden]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? string.Empty));
        return await desk.Teacher.PostAsync(desk.List, [.. hidden, .. accounts.Select(account => KeyValuePair.Create("choix", account.ToString())), new("go", "codes")]);
    }

    private static Dictionary<string, string> Codes(Page page) => page.Document.QuerySelectorAll("main tbody tr")
        .Select(row => (Username: row.QuerySelector("td[data-label=Identifiant]")?.TextContent.Trim(), Code: EightDigits().Match(row.TextContent)))
        .Where(row => row.Username is not null && row.Code.Success).ToDictionary(row => row.Username!, row => row.Code.Value.Replace(" ", string.Empty, StringComparison.Ordinal));

    [GeneratedRegex("[0-9]{4} [0-9]{4}")]
    private static partial Regex EightDigits();
}
