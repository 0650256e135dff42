using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>Doublons possibles, in a browser without scripts: found by the night, compared, decided in two answers (domain 4.1, 4.2).</summary>
[Trait("Section", "4.1")]
public sealed class DoubtPagesTests
{
    /// <summary>A form sent as it was shown.</summary>
    private static readonly Dictionary<string, string> AsShown = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite, Degree.Second, "representants-legaux")]
    [InlineData(Engine.PostgreSql, Degree.First, "responsables")]
    [Trait("Section", "4.2")]
    public async Task From_the_home_page_two_accounts_nobody_was_told_about_become_one(Engine engine, Degree degree, string list)
    {
        await using var desk = await Desk.StartAsync(engine, degree);
        await desk.NightAsync();
        var home = await desk.Agent.GetAsync(desk.Root);
        Assert.Contains("1 doublon possible à trancher", home.Text, StringComparison.Ordinal);
        Assert.Contains("1 doublon possible à trancher", (await desk.Agent.GetAsync($"{desk.Root}/{list}")).Text, StringComparison.Ordinal);
        var doubts = await desk.Agent.GetAsync(desk.Root + "/doublons");
        Assert.Contains("Mêmes nom et prénom, ni téléphone portable ni adresse mail en commun", doubts.Text, StringComparison.Ordinal);
        Assert.Equal([desk.First.Account.Username, desk.Second.Account.Username], doubts.Document.QuerySelectorAll("main tbody .mono").Select(one => one.TextContent).Order(StringComparer.Ordinal));
        Assert.Equal(["Anaïs (5E B)", "Basile"], doubts.Document.QuerySelectorAll("main tbody .soft").Select(one => one.TextContent).Order(StringComparer.Ordinal));
        Assert.Contains($"({desk.First.Account.Username})", doubts.Document.QuerySelector("main td a")!.TextContent, StringComparison.Ordinal);
        var compared = await desk.Agent.GetAsync(doubts.Document.QuerySelector("main td a")!.GetAttribute("href")!);
        foreach (var sentence in new[] { "claire@example.org", "06 39 98 00 11", "MARTIN Anaïs", desk.First.Account.Username, desk.Second.Account.Username, "Non renseigné" })
        {
            Assert.Contains(sentence, compared.Text, StringComparison.Ordinal);
        }

        foreach (var detail in compared.Document.QuerySelectorAll("main td a").Select(link => link.GetAttribute("href")!))
        {
            Assert.Contains($"/{list}/", detail, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await desk.Agent.GetAsync(detail)).Status);
        }

        var asked = await desk.Agent.GetAsync(compared.Document.QuerySelectorAll("main a").Single(link => link.TextContent.Trim() == "C’est la même personne").GetAttribute("href")!);
        Assert.Contains("Cette action ne peut pas être annulée.", asked.Text, StringComparison.Ordinal);
        Assert.Contains($"Le compte {desk.First.Account.Username} reste", asked.Text, StringComparison.Ordinal);
        var done = await desk.Agent.SubmitAsync(asked, AsShown);
        Assert.Contains("Les deux comptes n’en font plus qu’un.", done.Text, StringComparison.Ordinal);
        Assert.Contains("Aucun doublon possible", done.Text, StringComparison.Ordinal);
        Assert.Equal([desk.First.Account.Id], await desk.GuardiansAsync());
        Assert.Equal([JoinGuardians.JoinedCode], await desk.AuditedAsync());
        Assert.DoesNotContain("doublon", (await desk.Agent.GetAsync(desk.Root)).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Doublon possible : comptes réunis", (await desk.Agent.GetAsync(desk.Root + "/journal")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_are_said_in_one_answer_and_not_asked_again()
    {
        await using var desk = await Desk.StartAsync();
        await desk.NightAsync();
        var compared = await desk.Agent.GetAsync(await desk.DoubtAsync());
        var done = await desk.Agent.SubmitAsync(compared, AsShown);
        Assert.Contains("Ce sont deux personnes : la question ne sera plus posée.", done.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Agent.GetAsync(compared.Address.AbsolutePath)).Status);
        await desk.NightAsync();
        Assert.Contains("Aucun doublon possible", (await desk.Agent.GetAsync(desk.Root + "/doublons")).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await desk.GuardiansAsync()).Count);
    }

    [Theory]
    [Trait("Section", "4.2")]
    [InlineData(AccountState.Activated, AccountState.NotInformed, "La réunion sera proposée au responsable.", "La réunion est proposée au responsable.")]
    [InlineData(AccountState.Activated, AccountState.Activated, "Seul le responsable peut réunir ces deux comptes.", "Votre réponse est enregistrée.")]
    public async Task Who_was_told_decides_and_the_school_reads_it_before_and_after(AccountState first, AccountState second, string before, string after)
    {
        await using var desk = await Desk.StartAsync();
        await desk.NightAsync();
        await desk.StatesAsync(first, second);
        var asked = await desk.Agent.GetAsync(await desk.DoubtAsync() + "/meme-personne");
        Assert.Contains(before, asked.Text, StringComparison.Ordinal);
        Assert.Contains(after, (await desk.Agent.SubmitAsync(asked, AsShown)).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await desk.GuardiansAsync()).Count);
    }

    [Fact]
    public async Task Somebody_informed_meanwhile_is_told_and_the_new_effect_is_confirmed_anew()
    {
        await using var desk = await Desk.StartAsync();
        await desk.NightAsync();
        var asked = await desk.Agent.GetAsync(await desk.DoubtAsync() + "/meme-personne");
        await desk.StatesAsync(AccountState.Informed, AccountState.NotInformed);
        var again = await desk.Agent.SubmitAsync(asked, AsShown);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("Relisez ce qui va se passer", again.Text, StringComparison.Ordinal);
        Assert.Contains("La réunion sera proposée au responsable.", again.Text, StringComparison.Ordinal);
        Assert.Contains("La réunion est proposée au responsable.", (await desk.Agent.SubmitAsync(again, AsShown)).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await desk.GuardiansAsync()).Count);
    }

    [Fact]
    [Trait("Section", "4.4")]
    public async Task A_tie_reported_as_wrong_is_named_as_the_reason()
    {
        await using var desk = await Desk.StartAsync();
        await desk.NightAsync();
        await using var db = desk.App.Main();
        db.Add(new GuardianLink
        {
            GuardianRecordId = desk.First.Records[0].Id,
            PupilRecordId = desk.Sibling.Record.Id,
            PupilId = desk.Sibling.Pupil.Id,
            Relation = "10",
            Kind = GuardianKind.LegalGuardian,
            Statement = LinkStatement.ReportedWrong,
        });
        await db.SaveChangesAsync(Cancellation);
        var refused = await desk.Agent.SubmitAsync(await desk.Agent.GetAsync(await desk.DoubtAsync() + "/meme-personne"), AsShown);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Corrigez d’abord ce lien dans SIECLE", refused.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await desk.GuardiansAsync()).Count);
    }

    [Fact]
    [Trait("Row", "#249")]
    public async Task During_maintenance_it_is_read_and_not_decided()
    {
        await using var desk = await Desk.StartAsync();
        await desk.NightAsync();
        var address = await desk.DoubtAsync();
        var (compared, asked) = (await desk.Agent.GetAsync(address), await desk.Agent.GetAsync(address + "/meme-personne"));
        desk.App.Services.GetRequiredService<ReadOnlyMode>().Plan(desk.Clock.UtcNow.AddMinutes(-1), desk.Clock.UtcNow.AddHours(1));
        Assert.Equal(2, (await desk.Agent.GetAsync(address)).Document.QuerySelectorAll("main [disabled]").Length);
        Assert.Contains("ÉduConnect est en maintenance", (await desk.Agent.GetAsync(address + "/meme-personne")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await desk.Agent.SubmitAsync(compared, AsShown)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await desk.Agent.SubmitAsync(asked, AsShown)).Status);
        Assert.Empty(await desk.AuditedAsync());
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
                var name = $"FAMILLE{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}";
                data.Guardian(data.Pupil(desk.School), name, "Odile", mail: null, mobile: $"+336399820{i:00}");
                data.Guardian(data.Pupil(desk.School), name, "Odile", mail: null, mobile: null);
            }

            await data.SaveAsync();
        }

        await desk.NightAsync();
        var first = await desk.Agent.GetAsync(desk.Root + "/doublons");
        Assert.Contains("52 doublons possibles à trancher", first.Text, StringComparison.Ordinal);
        Assert.Equal(50, first.Document.QuerySelectorAll("main tbody tr").Length);
        var second = await desk.Agent.GetAsync(desk.Root + "/doublons?page=2");
        Assert.Equal(2, second.Document.QuerySelectorAll("main tbody tr").Length);
        Assert.Equal(2, (await desk.Agent.GetAsync(desk.Root + "/doublons?page=99")).Document.QuerySelectorAll("main tbody tr").Length);
    }

    private sealed class Desk(TestApp app, TestClock clock, School school, TestGuardian first, TestGuardian second, TestPupil sibling, PageClient agent) : IAsyncDisposable
    {
        public TestApp App { get; } = app;

        public TestClock Clock { get; } = clock;

        public School School { get; } = school;

        public TestGuardian First { get; } = first;

        public TestGuardian Second { get; } = second;

        public TestPupil Sibling { get; } = sibling;

        public PageClient Agent { get; } = agent;

        public string Root => "/administration/" + School.Uai;

        public static async Task<Desk> StartAsync(Engine engine = Engine.Sqlite, Degree degree = Degree.Second)
        {
            var clock = new TestClock();
            var app = await TestApp.StartAsync(engine, clock: clock);
            await using var db = app.Main();
            var data = new TestData(db);
            var school = data.School(degree: degree);
            var (child, sibling) = (data.Pupil(school, data.Class(school), "MARTIN"), data.Pupil(school, lastName: "MARTIN", firstName: "Basile"));
            var (first, second) = (data.Guardian(child, "MARTIN", "Claire", mail: "claire@example.org", mobile: "+33639980010"), data.Guardian(sibling, "MARTIN", "Claire", mail: null, mobile: "+33639980011"));
            (first.Account.CreatedAt, second.Account.CreatedAt) = (clock.UtcNow.AddDays(-2), clock.UtcNow.AddDays(-1));
            await data.SaveAsync();
            return new Desk(app, clock, school, first, second, sibling, await AgentBrowser.SignInAsync(app, "own", new NewRight(AgentModule.Administration, Uai: school.Uai) { IsHead = true }));
        }

        /// <summary>The step of the night, as the worker runs it.</summary>
        public async Task NightAsync() =>
            Assert.True(await App.WithAsync(async services => (await services.GetRequiredService<RunNight>().RunAsync("matching", Cancellation)).IsComplete));

        /// <summary>Address of the one comparison of the school.</summary>
        public async Task<string> DoubtAsync()
        {
            await using var db = App.Main();
            return $"{Root}/doublons/{await db.Set<GuardianDoubt>().Where(doubt => doubt.SchoolId == School.Id).Select(doubt => doubt.Id).SingleAsync(Cancellation)}";
        }

        public async Task StatesAsync(AccountState first, AccountState second)
        {
            await using var db = App.Main();
            await db.Set<Account>().Where(account => account.Id == First.Account.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.State, first), Cancellation);
            await db.Set<Account>().Where(account => account.Id == Second.Account.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.State, second), Cancellation);
        }

        public async Task<List<Guid>> GuardiansAsync()
        {
            await using var db = App.Main();
            return await db.Set<Account>().Where(account => account.Kind == AccountKind.Guardian).OrderBy(account => account.CreatedAt).Select(account => account.Id).ToListAsync(Cancellation);
        }

        public async Task<List<string>> AuditedAsync()
        {
            await using var db = App.Main();
            return await db.Set<AuditEvent>().Where(row => row.SchoolId == School.Id && row.Code.StartsWith("doubt.")).Select(row => row.Code).ToListAsync(Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            Agent.Dispose();
            await App.DisposeAsync();
        }
    }
}
