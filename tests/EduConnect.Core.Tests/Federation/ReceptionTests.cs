using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Reception;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Enrolled = EduConnect.Core.Federation.Claims.Enrolment;

namespace EduConnect.Core.Tests.Federation;

/// <summary>Whom a service receives: the rule alone, then with people of a store (federation.md c).</summary>
[Trait("Row", "#1")]
public abstract class ReceptionTests(Engine engine) : StorageSuite(engine)
{
    private static readonly Actor Operator = new(ActorKind.Operator, "op");

    [Theory]
    [InlineData(Audience.Everybody, DegreeSet.Both, "", Audience.Pupils, "", null)]
    [InlineData(Audience.Everybody, DegreeSet.Both, "", Audience.Guardians, "", null)]
    [InlineData(Audience.Pupils, DegreeSet.Both, "", Audience.Guardians, "2:0990001A", NotReceived.Profile)]
    [InlineData(Audience.Guardians, DegreeSet.Second, "", Audience.Pupils, "2:0990001A", NotReceived.Profile)]
    [InlineData(Audience.Everybody, DegreeSet.First, "", Audience.Pupils, "2:0990001A", NotReceived.Degree)]
    [InlineData(Audience.Everybody, DegreeSet.First, "", Audience.Guardians, "2:0990001A 1:0990002B", null)]
    [InlineData(Audience.Everybody, DegreeSet.First, "", Audience.Guardians, "", NotReceived.Degree)]
    [InlineData(Audience.Everybody, DegreeSet.Both, "0990001A", Audience.Guardians, "", NotReceived.School)]
    [InlineData(Audience.Everybody, DegreeSet.Both, "0990001A", Audience.Guardians, "2:0990003C", NotReceived.School)]
    [InlineData(Audience.Everybody, DegreeSet.Both, "0990001A 0990003C", Audience.Guardians, "2:0990003C", null)]
    [InlineData(Audience.Everybody, DegreeSet.Second, "0990001A", Audience.Guardians, "1:0990001A 2:0990003C", NotReceived.School)]
    [InlineData(Audience.Everybody, DegreeSet.Second, "0990001A", Audience.Guardians, "1:0990001A", NotReceived.Degree)]
    public void The_rule(Audience open, DegreeSet degrees, string schools, Audience person, string enrolments, NotReceived? expected)
    {
        var service = Contract(open, degrees, schools.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var of = enrolments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => new Enrolled(one[0] - '0', "1", one[2..])).ToList();
        Assert.Equal(expected, ReceptionRules.Refusal(service, person, of));
    }

    [Fact]
    [Trait("Row", "#71")]
    public async Task A_guardian_counts_by_the_children_confirmed_and_a_report_takes_the_door_away()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var (college, other) = (data.School(), data.School());
        var child = data.Pupil(college);
        var guardian = data.Guardian(child).Account;
        await data.SaveAsync();
        var door = new ServiceDoor(new PersonReader(new Factory(Stores)));
        var (here, elsewhere) = (Contract(Audience.Everybody, DegreeSet.Second, [college.Uai]), Contract(Audience.Everybody, DegreeSet.Both, [other.Uai]));
        Assert.Equal(NotReceived.Degree, await door.RefusalAsync(here, guardian.Id, Audience.Guardians, Cancellation));
        await main.Set<GuardianLink>().ExecuteUpdateAsync(row => row.SetProperty(link => link.Statement, LinkStatement.Confirmed), Cancellation);
        Assert.Null(await door.RefusalAsync(here, guardian.Id, Audience.Guardians, Cancellation));
        Assert.Equal(NotReceived.School, await door.RefusalAsync(elsewhere, guardian.Id, Audience.Guardians, Cancellation));
        await main.Set<GuardianLink>().ExecuteUpdateAsync(row => row.SetProperty(link => link.Statement, LinkStatement.ReportedWrong), Cancellation);
        Assert.Equal(NotReceived.Degree, await door.RefusalAsync(here, guardian.Id, Audience.Guardians, Cancellation));
        Assert.Null(await door.RefusalAsync(here, child.Account!.Id, Audience.Pupils, Cancellation));
        Assert.Equal(NotReceived.School, await door.RefusalAsync(elsewhere, child.Account.Id, Audience.Pupils, Cancellation));
    }

    [Fact]
    public async Task A_change_keeps_what_it_does_not_say_and_is_audited()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var (college, ecole) = (data.School(), data.School(degree: Degree.First));
        main.Add(Contract(Audience.Everybody, DegreeSet.Both, []));
        await data.SaveAsync();
        Assert.Null(await AllowAsync("nobody", new(Audience.Pupils, null, null)));
        Assert.Empty((await AllowAsync("rp", new(null, null, [college.Uai])))!);
        Assert.Empty((await AllowAsync("rp", new(Audience.Pupils, null, null)))!);
        var kept = await OneAsync();
        Assert.Equal((Audience.Pupils, DegreeSet.Both, college.Uai), (kept.Audience, kept.Degrees, Assert.Single(kept.Schools)));
        foreach (var (change, sentence) in new (ReceptionChange, string)[]
        {
            (new(null, DegreeSet.First, null), "pupils of the 1st degree have no account"),
            (new(null, null, [ecole.Uai]), $"Nobody of '{ecole.Uai}' would be received"),
            (new(Audience.Guardians, DegreeSet.Second, [ecole.Uai]), "it is a school of the 1st degree"),
            (new(null, null, ["0999999X"]), "There is no school '0999999X'"),
            (new(null, null, ["college"]), "'college' is not a UAI"),
            (new(Audience.Nobody, null, null), "At least one profile"),
            (new(null, DegreeSet.None, null), "At least one degree"),
        })
        {
            Assert.Contains(sentence, Assert.Single((await AllowAsync("rp", change))!), StringComparison.Ordinal);
        }

        kept = await OneAsync();
        Assert.Equal((Audience.Pupils, DegreeSet.Both, college.Uai), (kept.Audience, kept.Degrees, Assert.Single(kept.Schools)));
        Assert.Equal(2, await main.Set<AuditEvent>().CountAsync(audit => audit.Code == "service.reception.changed" && audit.Detail == "rp", Cancellation));
    }

    private async Task<IReadOnlyList<string>?> AllowAsync(string clientId, ReceptionChange change)
    {
        await using var main = Stores.Main();
        return await new AllowPeople(main, Clock).RunAsync(clientId, change, Operator, Cancellation);
    }

    private async Task<Service> OneAsync()
    {
        await using var main = Stores.Main();
        return await main.Set<Service>().AsNoTracking().SingleAsync(Cancellation);
    }

    private static Service Contract(Audience audience, DegreeSet degrees, string[] schools) => new()
    {
        Id = Guid.CreateVersion7(),
        ClientId = "rp",
        Name = "Stages",
        Sector = "rp.example",
        RedirectUris = ["https://rp.example/cb"],
        Scopes = ["openid"],
        Audience = audience,
        Degrees = degrees,
        Schools = schools,
    };

    private sealed class Factory(TestStores stores) : IDbContextFactory<MainDb>
    {
        public MainDb CreateDbContext() => stores.Main();
    }
}

public sealed class ReceptionOnSqlite() : ReceptionTests(Engine.Sqlite);

public sealed class ReceptionOnPostgreSql() : ReceptionTests(Engine.PostgreSql);
