using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.PupilSupport;

/// <summary>The college of a family, and a teacher who may help its pupils: password only, no code, no mail address.</summary>
internal sealed class SupportDesk : IAsyncDisposable
{
    private SupportDesk(Family family, string uai, PageClient teacher) => (Family, Uai, Teacher) = (family, uai, teacher);

    public Family Family { get; }

    public string Uai { get; }

    public PageClient Teacher { get; }

    public Account Ines => Family.Ines.Account!;

    public string Root => "/depannage/" + Uai;

    public string List => Root + "/eleves";

    public string Help => $"{List}/{Ines.Id}/aider";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SupportDesk> StartAsync(Engine engine = Engine.Sqlite, Action<IServiceCollection>? configure = null, params string[] settings)
    {
        var family = await Family.StartAsync(engine, configure, settings);
        await using var db = family.App.Main();
        var uai = await db.Set<Core.Schools.School>().Where(school => school.Name == "Jeanne-Valmont").Select(school => school.Uai).SingleAsync(Cancellation);
        return new SupportDesk(family, uai, await TeacherAsync(family, "m.lefort", uai));
    }

    /// <summary>Adds a teacher and signs them in with username and password alone (row #9).</summary>
    public static async Task<PageClient> TeacherAsync(Family family, string username, string uai)
    {
        await family.App.Services.GetRequiredService<AddAgent>().RunAsync(username, "M. Lefort", AgentBrowser.Password, [new NewRight(AgentModule.PupilSupport, Uai: uai)], Cancellation);
        var browser = AgentBrowser.Html(family.App);
        var page = await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), AgentBrowser.Fields(username, AgentBrowser.Password, string.Empty));
        Assert.Equal("/arena", page.Address.AbsolutePath);
        return browser;
    }

    /// <summary>Presses a button of the row of a pupil.</summary>
    public Task<Page> PressAsync(Page list, string button, Guid account) =>
        Teacher.PostAsync(list.Address.PathAndQuery, Fields(list).Append(new(button, account.ToString())));

    /// <summary>Gives Inès a code and reads it from the answer.</summary>
    public async Task<string> GiveAsync()
    {
        var answer = await Teacher.SubmitAsync(await Teacher.GetAsync(Help), new Dictionary<string, string>());
        return Secret(answer) ?? throw new InvalidOperationException(answer.Text);
    }

    /// <summary>Signs in as a pupil does who was given a code.</summary>
    public static async Task<Page> UseAsync(PageClient browser, string username, string code) =>
        await browser.SubmitAsync(await browser.GetAsync("/connexion/eleve/code"), new Dictionary<string, string> { ["Username"] = username, ["Code"] = code });

    /// <summary>The secret on a page, without the space between its groups; null when none is shown.</summary>
    public static string? Secret(Page page) => page.Document.QuerySelector(".secret > [aria-hidden]")?.TextContent.Trim();

    public async ValueTask DisposeAsync()
    {
        Teacher.Dispose();
        await Family.DisposeAsync();
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(Page list) => list.Document.QuerySelectorAll("main form[method=post] input[type=hidden]")
        .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? string.Empty));
}
