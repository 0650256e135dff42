using EduConnect.Core.Agents;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;

namespace EduConnect.Web.Tests.Administration;

/// <summary>ARENA says where each application stands for the degree of one's schools.</summary>
[Trait("Row", "#12")]
[Trait("Row", "#13")]
public sealed class ArenaPageTests
{
    private const string First = "Scolarité du 1er degré, ÉduConnect";
    private const string Second = "Outils de gestion des identités et habilitations";

    [Fact]
    [Trait("Row", "#115")]
    public async Task Administration_stands_in_the_domain_of_the_degree_and_opens_the_only_school()
    {
        await using var app = await TestApp.StartAsync(settings: "--Roles=sign-in,administration");
        await using var db = app.Main();
        var data = new TestData(db);
        var (college, ecole) = (data.School(), data.School(degree: Degree.First));
        await data.SaveAsync();
        foreach (var (username, places, rights) in new (string, string, NewRight[])[]
        {
            ("principal", Second, [new(AgentModule.Administration, Uai: college.Uai)]),
            ("directrice", First, [new(AgentModule.Administration, Uai: ecole.Uai)]),
            ("team1d", First, [new(AgentModule.Administration, Departement: "999", Degree: Degree.First)]),
            ("both", $"{Second} · {First}", [new(AgentModule.Administration, Uai: college.Uai), new(AgentModule.Administration, Uai: ecole.Uai)]),
        })
        {
            using var agent = await AgentBrowser.SignInAsync(app, username, rights);
            var row = (await agent.GetAsync("/arena")).Document.QuerySelectorAll("main li").Single(one => one.TextContent.Contains("ÉduConnect - Administration des comptes", StringComparison.Ordinal));
            Assert.Equal((username, places), (username, row.QuerySelector("small")!.TextContent));
            var opened = (await agent.GetAsync("/administration")).Address.AbsolutePath;
            Assert.Equal((username, username == "both" ? "/administration" : $"/administration/{(username == "principal" ? college : ecole).Uai}"), (username, opened));
        }
    }
}
