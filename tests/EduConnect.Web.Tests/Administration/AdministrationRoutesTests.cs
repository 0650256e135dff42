using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>Every administration route × (own school, foreign school, no right, anonymous). A route without a row here fails.</summary>
[Trait("Rule", "S-TN1")]
public sealed class AdministrationRoutesTests : IAsyncLifetime
{
    private const string Foreign = "/administration/";
    private static readonly string[] Modules = ["/administration", "/depannage", "/delegations"];
    private TestApp _app = null!;
    private School _own = null!;
    private School _foreign = null!;

    /// <summary>Page, address with the school's UAI in the place of {uai}, status with the right to that school.</summary>
    public static TheoryData<string, string, HttpStatusCode> Routes => new()
    {
        { "/Administration/Index", "/administration", HttpStatusCode.OK },
        { "/Administration/Home", "/administration/{uai}", HttpStatusCode.OK },
        { "/Administration/List", "/administration/{uai}/eleves", HttpStatusCode.OK },
        { "/Administration/List", "/administration/{uai}/representants-legaux", HttpStatusCode.OK },
        { "/Administration/List", "/administration/{uai}/personnes-en-charge", HttpStatusCode.OK },
        { "/Administration/List", "/administration/{uai}/responsables", HttpStatusCode.NotFound },
        { "/Administration/Inform", "/administration/{uai}/eleves/informer", HttpStatusCode.OK },
        { "/Administration/Information", "/administration/{uai}/informations/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f", HttpStatusCode.NotFound },
        { "/Administration/Sheets", "/administration/{uai}/informations/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f/feuilles", HttpStatusCode.NotFound },
        { "/Administration/Detail", "/administration/{uai}/eleves/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f", HttpStatusCode.NotFound },
        { "/Administration/ConfirmationMail", "/administration/{uai}/eleves/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f/mail", HttpStatusCode.NotFound },
        { "/Administration/Reset", "/administration/{uai}/eleves/reinitialiser", HttpStatusCode.OK },
        { "/Administration/ListAccounts", "/administration/{uai}/eleves/lister", HttpStatusCode.OK },
        { "/Administration/ListFile", "/administration/{uai}/eleves/lister/fichier?format=csv", HttpStatusCode.NotFound },
        { "/Administration/NewUsername", "/administration/{uai}/eleves/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f/identifiant", HttpStatusCode.NotFound },
        { "/Administration/ResetResult", "/administration/{uai}/reinitialisations/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f", HttpStatusCode.NotFound },
        { "/Administration/Message", "/administration/{uai}/message", HttpStatusCode.OK },
        { "/Administration/Find", "/administration/assistance", HttpStatusCode.NotFound },
        { "/Administration/Journal", "/administration/{uai}/journal", HttpStatusCode.OK },
        { "/Administration/Doubts", "/administration/{uai}/doublons", HttpStatusCode.OK },
        { "/Administration/Doubt", "/administration/{uai}/doublons/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f", HttpStatusCode.NotFound },
        { "/Administration/SamePerson", "/administration/{uai}/doublons/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f/meme-personne", HttpStatusCode.NotFound },
        { "/Administration/PupilDoubt", "/administration/{uai}/doublons/eleves/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f/0e0e0e0e-0e0e-0e0e-0e0e-0e0e0e0e0e0e", HttpStatusCode.NotFound },
        { "/Administration/SamePupil", "/administration/{uai}/doublons/eleves/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f/0e0e0e0e-0e0e-0e0e-0e0e-0e0e0e0e0e0e/meme-eleve", HttpStatusCode.NotFound },
        { "/Administration/JournalFile", "/administration/{uai}/journal/fichier", HttpStatusCode.OK },
        { "/Administration/Settings", "/administration/{uai}/parametres", HttpStatusCode.OK },
        { "/Administration/Delegations", "/administration/{uai}/delegations", HttpStatusCode.OK },
        { "/Administration/Index", "/delegations", HttpStatusCode.NotFound },
        { "/Administration/Delegations", "/delegations/{uai}", HttpStatusCode.NotFound },
        { "/Administration/StatisticsIndex", "/administration/{uai}/statistiques", HttpStatusCode.OK },
        { "/Administration/Statistics", "/administration/{uai}/statistiques/eleves", HttpStatusCode.OK },
        { "/Administration/Statistics", "/administration/{uai}/statistiques/responsables", HttpStatusCode.NotFound },
        { "/Administration/StatisticsFile", "/administration/{uai}/statistiques/representants-legaux/csv", HttpStatusCode.OK },
        { "/Administration/Index", "/depannage", HttpStatusCode.OK },
        { "/PupilSupport/Home", "/depannage/{uai}", HttpStatusCode.OK },
        { "/PupilSupport/Pupils", "/depannage/{uai}/eleves", HttpStatusCode.OK },
        { "/PupilSupport/HelpPupil", "/depannage/{uai}/eleves/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f/aider", HttpStatusCode.NotFound },
        { "/PupilSupport/AccessCodes", "/depannage/{uai}/eleves/codes", HttpStatusCode.OK },
        { "/Administration/Inform", "/depannage/{uai}/eleves/informer", HttpStatusCode.OK },
        { "/Administration/Information", "/depannage/{uai}/informations/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f", HttpStatusCode.NotFound },
        { "/Administration/ListAccounts", "/depannage/{uai}/eleves/lister", HttpStatusCode.OK },
        { "/Administration/Reset", "/depannage/{uai}/eleves/reinitialiser", HttpStatusCode.OK },
        { "/Administration/ResetResult", "/depannage/{uai}/reinitialisations/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f", HttpStatusCode.NotFound },
        { "/Arena/Index", "/arena", HttpStatusCode.OK },
        { "/Agents/SignIn", "/agents/connexion", HttpStatusCode.OK },
        { "/Agents/Code", "/agents/code", HttpStatusCode.OK },
        { "/Agents/Return", "/agents/retour", HttpStatusCode.Gone },
        { "/Agents/SignedOut", "/agents/deconnecte", HttpStatusCode.OK },
        { "/Agents/SignOut", "/agents/deconnexion", HttpStatusCode.OK },
        { "/Agents/Session", "/agents/session", HttpStatusCode.NoContent },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(settings: "--Roles=sign-in,administration");
        await using var db = _app.Main();
        var data = new TestData(db);
        (_own, _foreign) = (data.School(), data.School());
        data.Pupil(_own, data.Class(_own));
        data.Pupil(_foreign, data.Class(_foreign), "AUTRE");
        await data.SaveAsync();
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public void No_page_is_without_a_row()
    {
        var pages = _app.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath).OfType<string>()
            .Where(path => path.StartsWith("/Administration", StringComparison.Ordinal) || path.StartsWith("/PupilSupport", StringComparison.Ordinal) || path.StartsWith("/Arena", StringComparison.Ordinal) || path.StartsWith("/Agents", StringComparison.Ordinal));
        Assert.Empty(pages.Distinct().Except(Routes.Select(row => row.Data.Item1)));
    }

    [Theory]
    [Trait("Rule", "S-TN3")]
    [MemberData(nameof(Routes))]
    public async Task Only_the_agent_of_the_school_gets_in(string page, string address, HttpStatusCode own)
    {
        var (module, other) = address.StartsWith("/depannage", StringComparison.Ordinal) ? (AgentModule.PupilSupport, AgentModule.Administration) : (AgentModule.Administration, AgentModule.PupilSupport);
        using var agent = await AgentBrowser.SignInAsync(_app, "own", new NewRight(module, Uai: _own.Uai) { IsHead = module == AgentModule.Administration });
        Assert.Equal(own, (await agent.GetAsync(address.Replace("{uai}", _own.Uai, StringComparison.Ordinal))).Status);

        using var stranger = AgentBrowser.Html(_app);
        var anonymous = await stranger.GetAsync(address.Replace("{uai}", _own.Uai, StringComparison.Ordinal));
        Assert.Equal(page == "/Agents/Return" ? address : "/agents/connexion", anonymous.Address.AbsolutePath);

        using var without = await AgentBrowser.SignInAsync(_app, "without", new NewRight(other, Uai: _own.Uai));
        var closed = Modules.Any(root => address.StartsWith(root, StringComparison.Ordinal));
        Assert.Equal(closed ? HttpStatusCode.NotFound : own, (await without.GetAsync(address.Replace("{uai}", _own.Uai, StringComparison.Ordinal))).Status);
        Assert.NotEmpty(page);
    }

    [Theory]
    [Trait("Rule", "S-TN7")]
    [InlineData("")]
    [InlineData("/eleves")]
    [InlineData("/eleves/informer")]
    [InlineData("/informations/0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f")]
    public async Task A_foreign_school_reads_like_none_and_is_an_event(string rest)
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "own", new NewRight(AgentModule.Administration, Uai: _own.Uai));
        var foreign = await agent.GetAsync(Foreign + _foreign.Uai + rest);
        var absent = await agent.GetAsync(Foreign + "0000000A" + rest);
        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal((absent.Status, absent.Title), (foreign.Status, foreign.Title));
        await using var db = _app.Operational();
        Assert.Equal(2, await db.Set<JournalEntry>().CountAsync(entry => entry.Code == "agent.refused", Cancellation));
    }

    [Fact]
    [Trait("Row", "#10")]
    public async Task A_group_opens_every_school_of_its_departement_and_degree_and_no_other()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "group", new NewRight(AgentModule.Administration, Departement: "999", Degree: Degree.Second));
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync(Foreign + _foreign.Uai)).Status);
        using var first = await AgentBrowser.SignInAsync(_app, "first", new NewRight(AgentModule.Administration, Departement: "999", Degree: Degree.First));
        Assert.Equal(HttpStatusCode.NotFound, (await first.GetAsync(Foreign + _foreign.Uai)).Status);
    }

    [Fact]
    [Trait("Rule", "S-TN4")]
    public async Task Ticking_somebody_of_another_school_changes_nothing()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "own", new NewRight(AgentModule.Administration, Uai: _own.Uai));
        await using var db = _app.Main();
        var foreign = await db.Set<Core.Accounts.Account>().Join(db.Set<Pupil>().Where(pupil => pupil.UsualName == "AUTRE"), account => account.PupilId, pupil => pupil.Id, (account, _) => account.Id).SingleAsync(Cancellation);
        var list = await agent.GetAsync($"/administration/{_own.Uai}/eleves");
        var token = list.Document.QuerySelector("form[method=post] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var answer = await agent.PostAsync($"/administration/{_own.Uai}/eleves", [new("choix", foreign.ToString()), new("go", "inform"), new("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        await using var operational = _app.Operational();
        Assert.Empty(await operational.Set<Core.Schools.Lists.ListSelection>().ToListAsync(Cancellation));
    }
}
