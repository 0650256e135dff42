using EduConnect.Core.Agents;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using EduConnect.Web.Design;
using EduConnect.Web.Tests.Administration;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Design;

/// <summary>What the sources mark on the pages: the version (row #19), a portal that is provisional (rows #3, #20), the name of the tool of delegations (row #8).</summary>
public sealed class MarkersTests
{
    [Fact, Trait("Row", "#19")]
    public async Task The_version_of_the_assembly_stands_at_the_foot_of_staff_pages()
    {
        await using var app = await TestApp.StartAsync();
        var version = typeof(EduConnect.Web.Operators.OperatorTexts).Assembly.GetName().Version!.ToString(3);
        Assert.Equal(version, ProductVersion.Shown);
        using var agent = await AgentBrowser.SignInAsync(app, "agent", new NewRight(AgentModule.Statistics, Departement: "037"));
        Assert.Contains($"Version {version}", (await agent.GetAsync("/arena")).Document.QuerySelector("footer")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, Trait("Row", "#3"), Trait("Row", "#20")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_portal_is_marked_beta_where_the_operator_says_so_and_nowhere_else(bool isBeta)
    {
        await using var family = await Family.StartAsync(settings: [$"--Presentation:PortalIsBeta={isBeta}"]);
        await family.ActivateAsync(family.Claire.Account.Id);
        await family.SettleAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        var portal = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Equal("/portail", portal.Address.AbsolutePath);
        Assert.Equal(isBeta, portal.Document.QuerySelector("header")!.TextContent.Contains("BETA", StringComparison.Ordinal));
        Assert.DoesNotContain("BETA", (await browser.GetAsync("/aide")).Text, StringComparison.Ordinal);
    }

    [Theory, Trait("Row", "#8")]
    [InlineData(null, "Délégations")]
    [InlineData("DELEG-CE2", "Délégations (DELEG-CE2)")]
    public async Task The_tool_of_delegations_has_the_name_the_operator_gives_it(string? name, string heading)
    {
        await using var app = await TestApp.StartAsync(settings: name is null ? [] : [$"--Presentation:DelegationTool={name}"]);
        await using var db = app.Main();
        var data = new TestData(db);
        var school = data.School();
        await data.SaveAsync();
        using var head = await AgentBrowser.SignInAsync(app, "principal", new NewRight(AgentModule.Administration, Uai: school.Uai) { IsHead = true });
        Assert.Equal(heading, (await head.GetAsync($"/administration/{school.Uai}/delegations")).Document.QuerySelector("h1")!.TextContent.Trim());
    }
}
