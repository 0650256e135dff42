using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Xunit;

namespace EduConnect.Core.Tests.Guardians;

/// <summary>Where a pupil goes, when two sources name a school of their own (aaf-format.md, irregularities 9 and 10): the same on every engine.</summary>
[Trait("Rule", "domain 7.2")]
public abstract class PlacesTests(Engine engine) : StorageSuite(engine)
{
    [Fact]
    public async Task The_2nd_degree_comes_first_then_the_code_of_the_school()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var (college, other, ecole) = (data.School(), data.School(), data.School(degree: Degree.First));
        (ecole.Uai, college.Uai, other.Uai) = ("0990001A", "0990003C", "0990002B");
        foreach (var first in new[] { ecole, college, other })
        {
            var pupil = data.Pupil(first);
            foreach (var second in new[] { ecole, college, other }.Where(school => school != first))
            {
                main.Add(new Enrolment { PupilRecordId = pupil.Record.Id, SchoolId = second.Id, PupilId = pupil.Pupil.Id, Kind = EnrolmentKind.Home });
            }
        }

        await data.SaveAsync();
        await using var read = Stores.Main();
        var places = await Children.PlacesAsync(read, [.. read.Set<Pupil>().Select(pupil => pupil.Id)], Cancellation);
        Assert.Equal(3, places.Count);
        Assert.All(places.Values, place => Assert.Equal("0990002B", place.School.Uai));
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class PlacesOnSqlite() : PlacesTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class PlacesOnPostgreSql() : PlacesTests(Engine.PostgreSql);
