using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Details;
using EduConnect.Core.Schools.Journal;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.SignIn;
using EduConnect.Core.Tests.Guardians.Doubts;
using EduConnect.Testing.Storage;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

/// <summary>
/// S-TN2 over graphs drawn by chance: what lists, details and journals of each school show is what <see cref="GuardianGraph"/> says by brute force, before and after ties end, pupils move and
/// shared courses end. What was in a journal stays there.
/// </summary>
[Trait("Rule", "S-TN2")]
public abstract class SharedGuardianTests(Engine engine) : DoubtDesk(engine)
{
    private static readonly ListKind[] Kinds = Enum.GetValues<ListKind>();

    private readonly Dictionary<Guid, List<(string Who, string Action, string Username)>> _expected = [];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    public async Task Each_school_sees_what_its_ties_give_and_nothing_else(int seed)
    {
        var graph = new GuardianGraph(seed);
        await using (var db = Stores.Main())
        {
            await graph.DrawAsync(db);
        }

        graph.Schools.ForEach(school => _expected[school.Id] = []);
        for (var round = 0; round < 3; round++)
        {
            await CompareAsync(graph);
            await ActAsync(graph, round);
            await using var db = Stores.Main();
            await graph.ChangeAsync(db, Clock.UtcNow);
        }

        await CompareAsync(graph);
        Assert.Contains(_expected.Values, lines => lines.Exists(line => line.Who.StartsWith("Autre", StringComparison.Ordinal)));
        Assert.All(graph.Schools, school => Assert.InRange(_expected[school.Id].Count, 0, SchoolList.PageSize));
    }

    private async Task CompareAsync(GuardianGraph graph)
    {
        foreach (var school in graph.Schools)
        {
            foreach (var kind in Kinds)
            {
                await CompareListAsync(graph, school, kind);
            }

            var journal = await new ReadSchoolJournal(MainStore).RunAsync(Head(school), new JournalSearch(), 1, Cancellation);
            Assert.Equal(_expected[school.Id].Order(), journal!.Lines.Select(line => (line.Who, line.Action, line.Username!)).Order());
            Assert.All(journal.Lines, line => Assert.Equal((string.Empty, true), (line.Detail, line.Person!.StartsWith("PARENT", StringComparison.Ordinal))));
        }
    }

    private async Task CompareListAsync(GuardianGraph graph, School school, ListKind kind)
    {
        var page = await new SchoolList(MainStore, new SchoolCalendar(new ServiceOptions(), Clock)).RunAsync(school.Id, kind, new ListSearch(), new ListSort(), 1, Cancellation);
        Guid[] everybody = [.. graph.Pupils.Select(one => one.Account?.Id).OfType<Guid>(), .. graph.Guardians.Select(one => one.Account.Id)];
        Assert.Equal(everybody.Where(one => graph.Sees(school, kind, one)).Order(), page.Rows.Select(row => row.AccountId).Distinct().Order());
        if (!kind.IsOfPupils())
        {
            Assert.Equal(graph.Rows(school, kind).Order(), page.Rows.Select(row => (row.AccountId, row.PupilId)).Order());
        }

        foreach (var account in everybody)
        {
            var detail = await new ReadAccountDetail(MainStore).RunAsync(Head(school), kind, account, Cancellation);
            Assert.Equal(graph.Sees(school, kind, account), detail is not null);
            CompareDetail(graph, school, kind, detail);
        }
    }

    private static void CompareDetail(GuardianGraph graph, School school, ListKind kind, AccountDetail? detail)
    {
        if (detail is null)
        {
            return;
        }

        if (kind.IsOfPupils())
        {
            var own = graph.Rows(school, ListKind.Guardians).Where(row => row.Pupil == detail.Pupil!.Id).Select(row => row.Account).Distinct();
            Assert.Equal(own.Order(), detail.Guardians.Select(row => row.AccountId).Order());
            return;
        }

        Assert.Equal(
            graph.ChildrenOf(detail.Account.Id).Select(child => (child.Pupil.FirstName, child.Home == school)).Order(),
            detail.Children.Select(child => (child.FirstName, child.IsHere)).Order());
        foreach (var child in detail.Children.Where(child => !child.IsHere))
        {
            var home = graph.ChildrenOf(detail.Account.Id).First(one => one.Pupil.FirstName == child.FirstName).Home;
            Assert.Equal(($"{home.TitledName} ({home.Town})", null, null), (child.Place, child.AccountId, child.Ine));
        }
    }

    /// <summary>Agents act, some in main and some by the journal that is drained into it; the expected lines are those of the moment.</summary>
    private async Task ActAsync(GuardianGraph graph, int round)
    {
        for (var i = 0; i < 12; i++)
        {
            if (graph.Act() is not { } act)
            {
                continue;
            }

            var account = act.Guardian.Account;
            await (i % 2 == 0 ? SaveAsync(act.School, account.Id) : DrainAsync(act.School, account.Id));
            var action = i % 2 == 0 ? "Compte informé" : "Mot de passe provisoire affiché";
            foreach (var school in graph.Schools.Where(one => graph.Sees(one, ListKind.Guardians, account.Id)))
            {
                var who = school == act.School ? "Agent sans compte" : $"Autre établissement : {act.School.TitledName} ({act.School.Town}), {act.School.Uai}";
                _expected[school.Id].Add((who, action, account.Username));
            }

            Clock.Advance(TimeSpan.FromMinutes(1 + round));
        }
    }

    private async Task SaveAsync(School school, Guid account)
    {
        var scope = Head(school);
        await using var db = await scope.OpenAsync(MainStore, Cancellation);
        db.Add(scope.Actor.Event("account.informed", Clock.UtcNow, account, school.Id));
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task DrainAsync(School school, Guid account)
    {
        await new AgentJournal(new StoreFactory<OperationalDb>(Stores.Operational), new SystemRandomSource(), Clock).WriteAsync(Head(school), "agent.password-shown", [account], string.Empty, Cancellation);
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        await new DrainJournal(main, operational, Clock).RunAsync(Cancellation);
    }

    private static EstablishmentScope Head(School school)
    {
        var scope = At(school);
        return scope with { Agent = scope.Agent with { Rights = [new AgentRight { Module = AgentModule.Administration, Uai = school.Uai, IsHead = true }] } };
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class SharedGuardianOnSqlite() : SharedGuardianTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class SharedGuardianOnPostgreSql() : SharedGuardianTests(Engine.PostgreSql);
