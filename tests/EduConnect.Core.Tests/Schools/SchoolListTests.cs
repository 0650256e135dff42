using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

public abstract class SchoolListTests(Engine engine) : StorageSuite(engine)
{
    private School _school = null!;
    private SchoolClass _fifthB = null!;
    private TestPupil _anais = null!;
    private SchoolList _lists = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _lists = new SchoolList(new StoreFactory<MainDb>(Stores.Main), new SchoolCalendar(new ServiceOptions(), Clock));
        await using var db = Stores.Main();
        var data = new TestData(db);
        _school = data.School();
        _fifthB = data.Class(_school, "5E B");
        _anais = data.Pupil(_school, _fifthB, "DELORME", "Anaïs", username: "a.delorme", ine: "123456789AB");
        var leo = data.Pupil(_school, data.Class(_school, "6E A"), "DELORME", "Léo", username: "l.delorme");
        data.Pupil(_school, _fifthB, "D’ARC-LE GOFF", "Éloïse", username: "e.darc-legoff");
        data.Pupil(_school, null, "ABADIE", "Zoé", username: "z.abadie");
        data.Guardian(_anais, "HUBERT", "Viviane", "v.hubert", others: leo);
        data.Guardian(_anais, "OSTREL", "Karim", "k.ostrel", mail: null, mobile: null, kind: GuardianKind.PersonInCharge);
        var foreign = data.School();
        data.Guardian(data.Pupil(foreign, data.Class(foreign), "DELORME", "Autre", username: "a.autre"), "DELORME", "Foreign", "f.delorme");
        await data.SaveAsync();
    }

    [Theory]
    [Trait("Row", "#126")]
    [InlineData("", "z.abadie e.darc-legoff a.delorme l.delorme")]
    [InlineData("d", "e.darc-legoff a.delorme l.delorme")]
    [InlineData("delorme ana", "a.delorme")]
    [InlineData("ANAIS Delorme", "a.delorme")]
    [InlineData("eloise", "e.darc-legoff")]
    [InlineData("le goff d'arc", "e.darc-legoff")]
    [InlineData("L.Delorme ", "l.delorme")]
    [InlineData("l.delor", "l.delorme")]
    [InlineData("l.delorme1", "")]
    [InlineData("123456789ab", "a.delorme")]
    [InlineData("123456789", "")]
    [InlineData("lorme", "")]
    [InlineData("%", "")]
    [InlineData("'; drop table pupil; --", "")]
    public async Task Pupils_are_found_by_name_whole_username_or_whole_ine(string text, string expected) =>
        Assert.Equal(expected, await UsernamesAsync(ListKind.Pupils, new ListSearch { Text = text }));

    [Theory]
    [Trait("Row", "#126"), Trait("Row", "#127"), Trait("Row", "#175")]
    [InlineData("c.coste", "c.coste")]
    [InlineData("c.cost", "c.coste i.coste")]
    [InlineData("coste", "c.coste i.coste")]
    public async Task A_whole_username_finds_its_holder_alone_and_a_part_of_one_finds_by_name(string text, string expected)
    {
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            var school = await db.Set<School>().SingleAsync(one => one.Id == _school.Id, Cancellation);
            data.Pupil(school, null, "COSTE", "Chloé", username: "c.coste");
            data.Pupil(school, null, "COSTE", "Ismaël", username: "i.coste");
            await data.SaveAsync();
        }

        Assert.Equal(expected, await UsernamesAsync(ListKind.Pupils, new ListSearch { Text = text }));
    }

    [Fact]
    [Trait("Row", "#127")]
    public async Task Filters_narrow_and_their_values_widen()
    {
        Assert.Equal("e.darc-legoff a.delorme", await UsernamesAsync(ListKind.Pupils, new ListSearch { Classes = [_fifthB.Id] }));
        await SetAsync("a.delorme", account => account.State = AccountState.Informed);
        await SetAsync("l.delorme", account => account.State = AccountState.Activated);
        Assert.Equal("a.delorme l.delorme", await UsernamesAsync(ListKind.Pupils, new ListSearch { States = [AccountState.Informed, AccountState.Activated] }));
        Assert.Equal("a.delorme", await UsernamesAsync(ListKind.Pupils, new ListSearch { States = [AccountState.Informed, AccountState.Activated], Classes = [_fifthB.Id] }));
        await SetAsync("a.delorme", account => account.IsCompromised = true);
        Assert.Equal("a.delorme", await UsernamesAsync(ListKind.Pupils, new ListSearch { ToHandle = [ToHandle.Compromised] }));
        await SetAsync("l.delorme", account => (account.Mail, account.MailConfirmedAt) = ("l@example.org", DateTime.UnixEpoch));
        Assert.Equal("l.delorme", await UsernamesAsync(ListKind.Pupils, new ListSearch { Mail = [ContactState.Confirmed] }));
        Assert.Equal(3, (await PageAsync(ListKind.Pupils, new ListSearch { Mail = [ContactState.None] })).TotalRows);
    }

    [Fact]
    [Trait("Row", "#173")]
    public async Task A_guardian_of_two_children_has_two_rows_and_is_one_person()
    {
        var page = await PageAsync(ListKind.LegalGuardians, new ListSearch());
        Assert.Equal((2, 1), (page.TotalRows, page.TotalPeople));
        Assert.Equal("v.hubert v.hubert", string.Join(' ', page.Rows.Select(row => row.Username)));
        Assert.Equal("k.ostrel", await UsernamesAsync(ListKind.PersonsInCharge, new ListSearch()));
        Assert.Equal(3, (await PageAsync(ListKind.Guardians, new ListSearch())).TotalRows);
    }

    [Fact]
    public async Task Guardians_are_found_by_either_name_and_filtered_by_contact()
    {
        Assert.Equal("v.hubert", await UsernamesAsync(ListKind.LegalGuardians, new ListSearch { Text = "léo hubert" }));
        Assert.Equal("v.hubert v.hubert", await UsernamesAsync(ListKind.Guardians, new ListSearch { Mail = [ContactState.ToConfirm] }));
        Assert.Equal("k.ostrel", await UsernamesAsync(ListKind.Guardians, new ListSearch { Mobile = [ContactState.None] }));
    }

    [Fact]
    [Trait("Row", "#130")]
    public async Task Every_column_sorts_both_ways()
    {
        foreach (var column in Enum.GetValues<ListColumn>())
        {
            var up = await _lists.RunAsync(_school.Id, ListKind.Guardians, new ListSearch(), new ListSort(column), 1, Cancellation);
            var down = await _lists.RunAsync(_school.Id, ListKind.Guardians, new ListSearch(), new ListSort(column, Descending: true), 1, Cancellation);
            Assert.Equal(3, up.Rows.Count);
            Assert.Equal(3, down.Rows.Count);
        }

        var byClass = await _lists.RunAsync(_school.Id, ListKind.Pupils, new ListSearch(), new ListSort(ListColumn.Username, Descending: true), 1, Cancellation);
        Assert.Equal(["z.abadie", "l.delorme", "e.darc-legoff", "a.delorme"], byClass.Rows.Select(row => row.Username));
    }

    [Theory]
    [Trait("Row", "#130")]
    [Trait("Row", "#178")]
    [InlineData(Degree.Second, "10 9")]
    [InlineData(Degree.First, "Grands Petits")]
    public async Task A_class_is_shown_and_sorted_by_its_code_and_in_the_first_degree_by_its_label(Degree degree, string expected)
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School(degree: degree);
        data.Guardian(data.Pupil(school, data.Class(school, "9", "Grands"), "ABADIE", "Zoé"), "ABADIE", "Renaud");
        data.Guardian(data.Pupil(school, data.Class(school, "10", "Petits"), "ZOLA", "Émile"), "ZOLA", "Denise");
        await data.SaveAsync();
        List<ListKind> kinds = degree == Degree.First ? [ListKind.Guardians] : [ListKind.LegalGuardians, ListKind.Pupils];
        foreach (var kind in kinds)
        {
            var page = await _lists.RunAsync(school.Id, kind, new ListSearch(), new ListSort(ListColumn.Class), 1, Cancellation);
            Assert.Equal(expected, string.Join(' ', page.Rows.Select(row => row.ClassName)));
            var all = await _lists.RowsAsync(school.Id, kind, page.Rows.Select(row => row.AccountId).ToHashSet(), Cancellation);
            Assert.Equal(expected, string.Join(' ', all.Select(row => row.ClassName)));
            Assert.Equal(expected, string.Join(' ', (await _lists.ChoicesAsync(school.Id, kind, Cancellation)).Classes.Select(choice => choice.Name)));
        }
    }

    [Fact]
    public async Task Pages_hold_50_rows_and_a_page_too_far_is_the_last()
    {
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            for (var i = 0; i < 60; i++)
            {
                data.Pupil(_school, _fifthB, "ZZZ", $"Enfant{i:00}");
            }

            await data.SaveAsync();
        }

        var first = await PageAsync(ListKind.Pupils, new ListSearch());
        var last = await _lists.RunAsync(_school.Id, ListKind.Pupils, new ListSearch(), new ListSort(), 99, Cancellation);
        Assert.Equal((50, 64, 14, 2), (first.Rows.Count, first.TotalRows, last.Rows.Count, last.Page));
        Assert.Empty(first.Rows.Select(row => row.AccountId).Intersect(last.Rows.Select(row => row.AccountId)));
    }

    [Fact]
    public async Task A_closed_account_and_a_tie_that_is_gone_are_not_listed()
    {
        await SetAsync("k.ostrel", account => account.ClosedAt = DateTime.UnixEpoch);
        await using var db = Stores.Main();
        await db.Set<GuardianLink>().ExecuteUpdateAsync(set => set.SetProperty(link => link.GoneAt, DateTime.UnixEpoch), Cancellation);
        Assert.Empty((await PageAsync(ListKind.Guardians, new ListSearch())).Rows);
    }

    private Task<ListPage> PageAsync(ListKind kind, ListSearch search) => _lists.RunAsync(_school.Id, kind, search, new ListSort(), 1, Cancellation);

    private async Task<string> UsernamesAsync(ListKind kind, ListSearch search) => string.Join(' ', (await PageAsync(kind, search)).Rows.Select(row => row.Username));

    private async Task SetAsync(string username, Action<Account> change)
    {
        await using var db = Stores.Main();
        change(await db.Set<Account>().SingleAsync(account => account.Username == username, Cancellation));
        await db.SaveChangesAsync(Cancellation);
    }
}

public sealed class SchoolListOnSqlite() : SchoolListTests(Engine.Sqlite);

public sealed class SchoolListOnPostgreSql() : SchoolListTests(Engine.PostgreSql);
