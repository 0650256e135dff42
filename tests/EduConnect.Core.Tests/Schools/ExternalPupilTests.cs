using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

/// <summary>Élèves extérieurs: those of other schools who follow a course here, and nobody else.</summary>
[Trait("Rule", "S-TN1")]
public abstract class ExternalPupilTests(Engine engine) : StorageSuite(engine)
{
    private School _host = null!;
    private School _home = null!;
    private School _other = null!;
    private SchoolList _lists = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _lists = new SchoolList(new StoreFactory<MainDb>(Stores.Main), new SchoolCalendar(new ServiceOptions(), Clock));
        await using var db = Stores.Main();
        var data = new TestData(db);
        (_host, _home, _other) = (data.School(name: "Jeanne-Valmont"), data.School(name: "Henri-Castellan"), data.School(name: "Amélie-Bréal"));
        data.Pupil(_host, data.Class(_host), "OWN", "Pupil", username: "own.pupil");
        var anais = data.Pupil(_home, data.Class(_home), "DELORME", "Anaïs", username: "a.delorme");
        var basile = data.Pupil(_other, null, "OSTREL", "Basile", username: "b.ostrel");
        data.Pupil(_home, null, "STAYS", "Home", username: "stays.home");
        data.External(anais, _host, "20110019110");
        data.External(basile, _host);
        data.External(data.Pupil(_host, null, "GOES", "Elsewhere", username: "goes.elsewhere"), _home);
        data.Guardian(anais, username: "of.anais", kind: GuardianKind.LegalGuardian);
        db.Add(new Mef { Code = "20110019110", Label = "2NDE" });
        await data.SaveAsync();
    }

    [Fact]
    [Trait("Row", "#170")]
    [Trait("Row", "#171")]
    public async Task A_school_lists_those_who_come_to_it_with_their_own_school()
    {
        var page = await PageAsync(new ListSearch());
        Assert.Equal(["a.delorme", "b.ostrel"], page.Rows.Select(row => row.Username));
        Assert.Equal(["CLG Henri-Castellan (SAINT-AUBRAC)", "CLG Amélie-Bréal (SAINT-AUBRAC)"], page.Rows.Select(row => row.HomeSchool));
        Assert.Equal((2, 2), (page.TotalRows, page.TotalPeople));
        Assert.Equal(["goes.elsewhere", "own.pupil"], (await _lists.RunAsync(_host.Id, ListKind.Pupils, new ListSearch(), new ListSort(), 1, Cancellation)).Rows.Select(row => row.Username));
        Assert.Empty((await _lists.RunAsync(_other.Id, ListKind.ExternalPupils, new ListSearch(), new ListSort(), 1, Cancellation)).Rows);
        Assert.Empty((await _lists.RunAsync(_host.Id, ListKind.LegalGuardians, new ListSearch(), new ListSort(), 1, Cancellation)).Rows);
    }

    [Fact]
    [Trait("Row", "#172")]
    public async Task They_are_filtered_by_school_curriculum_and_what_is_to_be_handled()
    {
        Assert.Equal(["a.delorme"], await UsernamesAsync(new ListSearch { HomeSchools = [_home.Id] }));
        Assert.Empty(await UsernamesAsync(new ListSearch { HomeSchools = [_host.Id] }));
        Assert.Equal(["a.delorme"], await UsernamesAsync(new ListSearch { Mefs = ["20110019110"] }));
        Assert.Equal(["b.ostrel"], await UsernamesAsync(new ListSearch { Text = "ostrel" }));
        var choices = await _lists.ChoicesAsync(_host.Id, ListKind.ExternalPupils, Cancellation);
        Assert.Equal(["Amélie-Bréal", "Henri-Castellan"], choices.HomeSchools.Select(school => school.Name));
        Assert.Equal("2NDE", Assert.Single(choices.Mefs).Label);
        Assert.Empty(choices.Classes);
        Assert.Empty(await UsernamesAsync(new ListSearch { ToHandle = [ToHandle.BirthDateReported] }));
        await using (var db = Stores.Main())
        {
            db.Set<GuardianLink>().Single().Statement = LinkStatement.BirthDateReported;
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(["a.delorme"], await UsernamesAsync(new ListSearch { ToHandle = [ToHandle.BirthDateReported] }));
    }

    [Fact]
    [Trait("Row", "#173")]
    public async Task Every_column_sorts_and_a_school_that_is_not_known_leaves_the_pupil_in_the_list()
    {
        Assert.Equal(["b.ostrel", "a.delorme"], (await _lists.RunAsync(_host.Id, ListKind.ExternalPupils, new ListSearch(), new ListSort(ListColumn.HomeSchool), 1, Cancellation)).Rows.Select(row => row.Username));
        await using (var db = Stores.Main())
        {
            db.RemoveRange(db.Set<Enrolment>().Where(enrolment => enrolment.SchoolId == _other.Id));
            await db.SaveChangesAsync(Cancellation);
        }

        foreach (var column in Enum.GetValues<ListColumn>())
        {
            var page = await _lists.RunAsync(_host.Id, ListKind.ExternalPupils, new ListSearch(), new ListSort(column, Descending: true), 1, Cancellation);
            Assert.Equal(2, page.Rows.Count);
            Assert.Null(page.Rows.Single(row => row.Username == "b.ostrel").HomeSchool);
        }
    }

    [Fact]
    [Trait("Rule", "S-TN4")]
    public async Task The_parts_of_a_list_agree_about_who_is_in_it()
    {
        var people = await _lists.PeopleAsync(_host.Id, ListKind.ExternalPupils, new ListSearch(), Cancellation);
        Assert.Equal(2, people.Count);
        Assert.Equal(people, await _lists.PresentAsync(_host.Id, ListKind.ExternalPupils, people, Cancellation));
        Assert.Empty(await _lists.PresentAsync(_home.Id, ListKind.ExternalPupils, people, Cancellation));
        Assert.Equal(2, (await _lists.RowsAsync(_host.Id, ListKind.ExternalPupils, people, Cancellation)).Count);
        Assert.Equal(2, (await _lists.CountAsync(_host.Id, ListKind.ExternalPupils, Cancellation)).Of(AccountState.NotInformed));
    }

    private Task<ListPage> PageAsync(ListSearch search) => _lists.RunAsync(_host.Id, ListKind.ExternalPupils, search, new ListSort(), 1, Cancellation);

    private async Task<List<string>> UsernamesAsync(ListSearch search) => [.. (await PageAsync(search)).Rows.Select(row => row.Username)];
}

public sealed class ExternalPupilsOnSqlite() : ExternalPupilTests(Engine.Sqlite);

public sealed class ExternalPupilsOnPostgreSql() : ExternalPupilTests(Engine.PostgreSql);
