using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Directory;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>Doublons possibles, the section of pupils, in a browser without scripts (domain 2.6).</summary>
[Trait("Section", "2.6")]
public sealed class PupilDoubtPagesTests
{
    /// <summary>A form sent as it was shown.</summary>
    private static readonly Dictionary<string, string> AsShown = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task From_the_home_page_two_pupils_become_one_child_with_the_account_that_is_used(Engine engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.StateAsync(desk.Second, AccountState.Informed);
        Assert.Contains("1 doublon possible à trancher", (await desk.Agent.GetAsync(desk.Root)).Text, StringComparison.Ordinal);
        Assert.Contains("1 doublon possible à trancher", (await desk.Agent.GetAsync(desk.Root + "/eleves")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("doublon possible", (await desk.Agent.GetAsync(desk.Root + "/representants-legaux")).Text, StringComparison.Ordinal);
        var doubts = await desk.Agent.GetAsync(desk.Root + "/doublons");
        Assert.Equal(["Élèves"], doubts.Document.QuerySelectorAll("main h2").Select(heading => heading.TextContent));
        Assert.Contains("Mêmes nom, prénom et date de naissance", doubts.Text, StringComparison.Ordinal);
        Assert.Equal([desk.First.Account!.Username, desk.Second.Account!.Username], doubts.Document.QuerySelectorAll("main tbody .mono").Select(one => one.TextContent));
        var compared = await desk.Agent.GetAsync(doubts.Document.QuerySelector("main td a")!.GetAttribute("href")!);
        foreach (var sentence in new[] { desk.First.Pupil.Ine!, "27-03-2014", "5E B", "Claire MARTIN", "Non renseigné", "SIECLE" })
        {
            Assert.Contains(sentence, compared.Text, StringComparison.Ordinal);
        }

        var asked = await desk.Agent.GetAsync(compared.Document.QuerySelectorAll("main a").Single(link => link.TextContent.Trim() == "C’est le même élève").GetAttribute("href")!);
        Assert.Contains("Cette action ne peut pas être annulée.", asked.Text, StringComparison.Ordinal);
        Assert.Contains($"Le compte {desk.Second.Account.Username} reste. L’identifiant {desk.First.Account.Username}, que personne n’a reçu, ne pourra plus être utilisé.", asked.Text, StringComparison.Ordinal);
        var done = await desk.Agent.SubmitAsync(asked, AsShown);
        Assert.Contains("Les deux élèves n’en font plus qu’un.", done.Text, StringComparison.Ordinal);
        Assert.Contains("Aucun doublon possible", done.Text, StringComparison.Ordinal);
        Assert.Equal([desk.Second.Account.Id], await desk.AccountsAsync());
        Assert.Contains("Doublon possible : élèves réunis", (await desk.Agent.GetAsync(desk.Root + "/journal")).Text, StringComparison.Ordinal);
        Assert.Contains(desk.Second.Account.Username, (await desk.Agent.GetAsync(desk.Root + "/eleves")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_children_are_said_in_one_answer_and_not_asked_again()
    {
        await using var desk = await Desk.StartAsync();
        var done = await desk.Agent.SubmitAsync(await desk.Agent.GetAsync(desk.Address), AsShown);
        Assert.Contains("Ce sont deux élèves : la question ne sera plus posée.", done.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Agent.GetAsync(desk.Address)).Status);
        Assert.Equal(2, (await desk.AccountsAsync()).Count);
        Assert.Contains("Doublon possible : deux élèves", (await desk.Agent.GetAsync(desk.Root + "/journal")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_informed_meanwhile_is_told_and_the_new_effect_is_confirmed_anew()
    {
        await using var desk = await Desk.StartAsync();
        await desk.StateAsync(desk.First, AccountState.Informed);
        var asked = await desk.Agent.GetAsync(desk.Address + "/meme-eleve");
        await desk.StateAsync(desk.Second, AccountState.Activated);
        var again = await desk.Agent.SubmitAsync(asked, AsShown);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("Relisez ce qui va se passer", again.Text, StringComparison.Ordinal);
        Assert.Contains("Les deux comptes ont déjà été remis.", again.Text, StringComparison.Ordinal);
        Assert.Contains("L’un des deux comptes n’existe plus.", (await desk.Agent.SubmitAsync(again, AsShown)).Text, StringComparison.Ordinal);
        Assert.Equal([desk.Second.Account!.Id], await desk.AccountsAsync());
    }

    [Fact]
    [Trait("Section", "4.4")]
    public async Task A_tie_reported_as_wrong_is_named_as_the_reason()
    {
        await using var desk = await Desk.StartAsync();
        await using var db = desk.App.Main();
        db.Add(new GuardianLink
        {
            GuardianRecordId = desk.Guardian.Records[0].Id,
            PupilRecordId = desk.First.Record.Id,
            PupilId = desk.First.Pupil.Id,
            Relation = "10",
            Kind = GuardianKind.LegalGuardian,
            Statement = LinkStatement.ReportedWrong,
        });
        await db.SaveChangesAsync(Cancellation);
        var refused = await desk.Agent.SubmitAsync(await desk.Agent.GetAsync(desk.Address + "/meme-eleve"), AsShown);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Corrigez d’abord ce lien dans SIECLE", refused.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await desk.AccountsAsync()).Count);
    }

    [Fact]
    [Trait("Rule", "S-TN1")]
    public async Task Who_is_in_no_school_any_more_is_not_named()
    {
        await using var desk = await Desk.StartAsync();
        await using (var db = desk.App.Main())
        {
            await db.Set<Enrolment>().Where(enrolment => enrolment.PupilId == desk.First.Pupil.Id).ExecuteDeleteAsync(Cancellation);
            await db.Set<PupilRecord>().Where(record => record.Id == desk.First.Record.Id).ExecuteUpdateAsync(row => row.SetProperty(record => record.GoneAt, desk.Clock.UtcNow), Cancellation);
        }

        Assert.Contains("Élève qui n’est plus dans aucun établissement", (await desk.Agent.GetAsync(desk.Root + "/doublons")).Text, StringComparison.Ordinal);
        var compared = await desk.Agent.GetAsync(desk.Address);
        Assert.Contains("Ses données ne vous sont pas communiquées.", compared.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(desk.First.Pupil.Ine!, compared.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(desk.First.Account!.Username, compared.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#249")]
    public async Task During_maintenance_it_is_read_and_not_decided()
    {
        await using var desk = await Desk.StartAsync();
        var (compared, asked) = (await desk.Agent.GetAsync(desk.Address), await desk.Agent.GetAsync(desk.Address + "/meme-eleve"));
        desk.App.Services.GetRequiredService<ReadOnlyMode>().Plan(desk.Clock.UtcNow.AddMinutes(-1), desk.Clock.UtcNow.AddHours(1));
        Assert.Equal(2, (await desk.Agent.GetAsync(desk.Address)).Document.QuerySelectorAll("main [disabled]").Length);
        Assert.Contains("ÉduConnect est en maintenance", (await desk.Agent.GetAsync(desk.Address + "/meme-eleve")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await desk.Agent.SubmitAsync(compared, AsShown)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await desk.Agent.SubmitAsync(asked, AsShown)).Status);
        Assert.Equal(2, (await desk.AccountsAsync()).Count);
    }

    [Fact]
    public async Task More_than_a_page_holds_is_paged()
    {
        await using var desk = await Desk.StartAsync();
        await using (var db = desk.App.Main())
        {
            var data = new TestData(db);
            for (var i = 0; i < 51; i++)
            {
                var (one, other) = (data.Pupil(desk.School, lastName: "AUBRAC"), data.Pupil(desk.School, lastName: "AUBRAC"));
                other.Pupil.Ine = null;
                db.Add(new PupilDoubt { PupilId = one.Pupil.Id, OtherPupilId = other.Pupil.Id, NoticedAt = desk.Clock.UtcNow });
            }

            await data.SaveAsync();
        }

        var first = await desk.Agent.GetAsync(desk.Root + "/doublons");
        Assert.Contains("52 doublons possibles d’élèves à trancher", first.Text, StringComparison.Ordinal);
        Assert.Equal(50, first.Document.QuerySelectorAll("main tbody tr").Length);
        Assert.Equal(2, (await desk.Agent.GetAsync(desk.Root + "/doublons?eleves=2")).Document.QuerySelectorAll("main tbody tr").Length);
        Assert.Equal(2, (await desk.Agent.GetAsync(desk.Root + "/doublons?eleves=99")).Document.QuerySelectorAll("main tbody tr").Length);
    }

    private sealed class Desk(TestApp app, TestClock clock, School school, TestPupil first, TestPupil second, TestGuardian guardian, PageClient agent) : IAsyncDisposable
    {
        public TestApp App { get; } = app;

        public TestClock Clock { get; } = clock;

        public School School { get; } = school;

        public TestPupil First { get; } = first;

        public TestPupil Second { get; } = second;

        public TestGuardian Guardian { get; } = guardian;

        public PageClient Agent { get; } = agent;

        public string Root => "/administration/" + School.Uai;

        public string Address => $"{Root}/doublons/eleves/{First.Pupil.Id}/{Second.Pupil.Id}";

        public static async Task<Desk> StartAsync(Engine engine = Engine.Sqlite)
        {
            var clock = new TestClock();
            var app = await TestApp.StartAsync(engine, clock: clock);
            await using var db = app.Main();
            var data = new TestData(db);
            var school = data.School();
            var (first, second) = (data.Pupil(school, data.Class(school), "MARTIN"), data.Pupil(school, lastName: "MARTIN"));
            (first.Pupil.IdentityKey, second.Pupil.IdentityKey, second.Pupil.Ine) = (43, 43, null);
            var guardian = data.Guardian(second, "MARTIN", "Claire");
            db.Add(new PupilDoubt { PupilId = first.Pupil.Id, OtherPupilId = second.Pupil.Id, NoticedAt = clock.UtcNow });
            await data.SaveAsync();
            return new Desk(app, clock, school, first, second, guardian, await AgentBrowser.SignInAsync(app, "own", new NewRight(AgentModule.Administration, Uai: school.Uai) { IsHead = true }));
        }

        public async Task StateAsync(TestPupil pupil, AccountState state)
        {
            await using var db = App.Main();
            await db.Set<Account>().Where(account => account.Id == pupil.Account!.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.State, state), Cancellation);
        }

        public async Task<List<Guid>> AccountsAsync()
        {
            await using var db = App.Main();
            return await db.Set<Account>().Where(account => account.Kind == AccountKind.Pupil).Select(account => account.Id).ToListAsync(Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            Agent.Dispose();
            await App.DisposeAsync();
        }
    }
}
