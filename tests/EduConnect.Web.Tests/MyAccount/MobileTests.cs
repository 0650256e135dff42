using System.Net;
using System.Text.RegularExpressions;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.MyAccount;

/// <summary>Modifier mon numéro de portable (row #99; S-OT2, S-OT5).</summary>
public sealed class MobileTests
{
    private const string Old = "+33639980001";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#99"), Trait("Rule", "S-OT5")]
    public async Task A_code_confirms_the_number_and_the_old_ones_are_told(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        using var browser = await family.ClaireAsync();
        await family.ChangeAsync(family.Claire.Account.Id, row => (row.Mobile, row.MobileConfirmedAt) = (Old, family.Clock.UtcNow));
        var page = await AskAsync(browser, "06 39 98 00 02");
        Assert.Equal("/mon-compte/portable/code", page.Address.AbsolutePath);
        var wrong = await TypeAsync(browser, page, "12 34 56 78");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Il vous reste 4 essais", wrong.Plain(), StringComparison.Ordinal);
        Assert.Equal(Old, (await family.ReadAsync(family.Claire.Account.Id)).Mobile);

        var done = await TypeAsync(browser, wrong, await CodeAsync(family));
        Assert.Contains("Votre numéro de portable est confirmé", done.Plain(), StringComparison.Ordinal);
        var row = await family.ReadAsync(family.Claire.Account.Id);
        Assert.Equal(("+33639980002", (DateTime?)family.Clock.UtcNow), (row.Mobile, row.MobileConfirmedAt));
        var told = (await family.MainAsync<OutboxMessage>()).Where(message => message.Template == "mobile-changed").ToList();
        Assert.Equal([AccountSteps.OldMail, Old], told.Select(message => message.Recipient).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal("/mon-compte/portable", (await browser.GetAsync("/mon-compte/portable/code")).Address.AbsolutePath);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("01 23 45 67 89", null)]
    [InlineData("+882 16 12345678", null)]
    [InlineData("+1 900 555 1234", null)]
    [InlineData("08 99 12 34 56", null)]
    [InlineData("+32 470 12 34 56", null)]
    [InlineData("06 39 98 00 02", "pas le bon")]
    [Trait("Rule", "S-OT5")]
    public async Task Numbers_that_may_not_be_given_are_refused_before_anything_is_sent(string number, string? password)
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var page = await AskAsync(browser, number, password ?? Family.GoodPassword);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(number, page.Document.QuerySelector("input[name=Number]")!.GetAttribute("value") ?? string.Empty);
        Assert.Empty(await family.OperationalAsync<OutboxMessage>());
    }

    [Fact]
    [Trait("Rule", "S-OT2")]
    public async Task Five_wrong_codes_kill_it_and_another_one_can_be_asked_for_after_a_minute()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var page = await AskAsync(browser, "06 39 98 00 02");
        var code = await CodeAsync(family);
        for (var i = 0; i < 5; i++)
        {
            page = await TypeAsync(browser, page, code[..^1] + (code[^1] == '9' ? '0' : (char)(code[^1] + 1)));
        }

        Assert.Contains("n’est plus valable", (await TypeAsync(browser, page, code)).Plain(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await AccountSteps.PressAsync(browser, page, "#renvoyer", "again")).Status);
        family.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.OK, (await AccountSteps.PressAsync(browser, page, "#renvoyer", "again")).Status);
        Assert.Contains("fait=portable", (await TypeAsync(browser, page, await CodeAsync(family))).Address.Query, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#99")]
    public async Task The_same_number_asked_for_twice_in_a_row_keeps_the_code_that_was_sent()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await AskAsync(browser, "06 39 98 00 02");
        var code = await CodeAsync(family);
        var page = await AskAsync(browser, "06 39 98 00 02");
        Assert.Equal("/mon-compte/portable/code", page.Address.AbsolutePath);
        Assert.Single(await family.OperationalAsync<OutboxMessage>());
        Assert.Contains("fait=portable", (await TypeAsync(browser, page, code)).Address.Query, StringComparison.Ordinal);
        Assert.Equal("+33639980002", (await family.ReadAsync(family.Claire.Account.Id)).Mobile);
    }

    [Fact]
    [Trait("Row", "#99"), Trait("Rule", "S-OT4")]
    public async Task A_number_that_gets_no_code_does_not_take_the_place_of_the_one_that_waits()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        using var second = await family.EnterAsync("c.morel27");
        await AskAsync(second, "06 39 98 00 04");
        family.Clock.Advance(TimeSpan.FromSeconds(1));
        await AskAsync(browser, "06 39 98 00 02");
        var code = await CodeAsync(family);
        var refused = await AskAsync(browser, "06 39 98 00 04");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Un code vient de partir", refused.Plain(), StringComparison.Ordinal);
        Assert.Contains("fait=portable", (await TypeAsync(browser, await browser.GetAsync("/mon-compte/portable/code"), code)).Address.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_session_cannot_go_on_with_the_number()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        using var second = await family.EnterAsync("c.morel27");
        await AskAsync(browser, "06 39 98 00 02");
        Assert.Equal("/mon-compte/portable", (await second.GetAsync("/mon-compte/portable/code")).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#85")]
    public async Task A_number_of_the_source_is_confirmed_by_a_code_before_it_counts()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await SourceAsync(family);
        var page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Contains("Vérification du numéro de portable", page.Plain(), StringComparison.Ordinal);
        var code = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Mobile"] = "+33639980003" });
        Assert.Equal("/mon-compte/portable/code", code.Address.AbsolutePath);
        Assert.Equal("/portail", (await TypeAsync(browser, code, await CodeAsync(family))).Address.AbsolutePath);
        Assert.Equal("+33639980003", (await family.ReadAsync(family.Claire.Account.Id)).Mobile);
    }

    [Fact]
    [Trait("Row", "#85"), Trait("Rule", "S-OT4")]
    public async Task A_number_of_the_source_that_gets_no_code_any_more_is_asked_about_again_and_the_page_says_why()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await SourceAsync(family);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("/mon-compte/portable/code", (await AskAsync(browser, "06 39 98 00 03")).Address.AbsolutePath);
            family.Clock.Advance(TimeSpan.FromSeconds(61));
        }

        var page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        var refused = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Mobile"] = "+33639980003" });
        Assert.Equal((HttpStatusCode.TooManyRequests, "/actions"), (refused.Status, refused.Address.AbsolutePath));
        Assert.Contains("Trop de codes ont été demandés pour ce numéro", refused.Plain(), StringComparison.Ordinal);
        Assert.Contains("Vérification du numéro de portable", refused.Plain(), StringComparison.Ordinal);
        Assert.Equal(3, (await family.OperationalAsync<OutboxMessage>()).Count(message => message.Template == "code-mobile-change"));
    }

    /// <summary>The account has a confirmed number, its school knows another one.</summary>
    private static async Task SourceAsync(Family family)
    {
        await family.ChangeAsync(family.Claire.Account.Id, row => (row.Mobile, row.MobileConfirmedAt) = (Old, family.Clock.UtcNow));
        await using var main = family.App.Main();
        var id = family.Claire.Records[0].Id;
        await main.Set<GuardianRecord>().Where(record => record.Id == id).ExecuteUpdateAsync(set => set.SetProperty(record => record.Mobile, "+33639980003"), TestContext.Current.CancellationToken);
    }

    private static async Task<Page> AskAsync(PageClient browser, string number, string password = Family.GoodPassword) =>
        await browser.SubmitAsync(await browser.GetAsync("/mon-compte/portable"), new Dictionary<string, string> { ["Number"] = number, ["Current"] = password });

    private static Task<Page> TypeAsync(PageClient browser, Page page, string code) => browser.SubmitAsync(page, new Dictionary<string, string> { ["Code"] = code }, "#code", "check");

    /// <summary>The code of the last SMS, as its receiver reads it.</summary>
    private static async Task<string> CodeAsync(Family family)
    {
        var message = (await family.OperationalAsync<OutboxMessage>()).Where(one => one.Template == "code-mobile-change").OrderBy(one => one.CreatedAt).Last();
        Assert.True(family.App.Services.GetRequiredService<SecretTexts>().Open(message));
        return Regex.Match(message.Text, @"\d{4} \d{4}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
    }
}
