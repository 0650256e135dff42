using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>The date of a school's last update is that of the last export that changed something there (domain 2.5).</summary>
[Trait("Row", "#119")]
public abstract class SchoolDateTests(Engine engine) : StorageSuite(engine)
{
    private const string Here = "9990001X";
    private const string There = "9990002Y";

    private int _folders;

    private ImportHarness Harness => new(Stores, Clock);

    public static TheoryData<string, string[]> Changes => new()
    {
        { "class", [Here] },
        { "label", [Here] },
        { "new pupil", [Here] },
        { "pupil gone", [Here] },
        { "move", [Here, There] },
        { "tie", [Here] },
        { "guardian", [Here] },
        { "guardian gone", [Here] },
        { "nothing new", [] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_delta_dates_the_schools_whose_people_it_changes(string change, string[] dated)
    {
        ArgumentNullException.ThrowIfNull(dated);
        await Harness.AppliedAsync(Complet("20261118"));
        var before = await DatesAsync();
        Clock.Advance(TimeSpan.FromDays(1));
        var delta = Delta(change).Write(NewFolder());
        Assert.Equal(dated.Length > 0 ? ImportOutcome.Applied : ImportOutcome.NothingNew, (await Harness.ImportAsync(delta)).Outcome);
        var after = await DatesAsync();
        Assert.Equal(dated, after.Where(school => school.Value > before[school.Key]).Select(school => school.Key).Order(StringComparer.Ordinal));
        Assert.All(dated, uai => Assert.Equal(Clock.UtcNow, after[uai]!.Value, TimeSpan.FromMilliseconds(1)));

        Clock.Advance(TimeSpan.FromDays(1));
        await Harness.ImportAsync(Delta(change, "20261120").Write(NewFolder()));
        Assert.Equal(after, await DatesAsync());
    }

    [Fact]
    public async Task A_complet_dates_every_school_it_speaks_of()
    {
        await Harness.AppliedAsync(Complet("20261118"));
        Clock.Advance(TimeSpan.FromDays(1));
        await Harness.ImportAsync(Complet("20261119"));
        Assert.All((await DatesAsync()).Values, date => Assert.Equal(Clock.UtcNow, date!.Value, TimeSpan.FromMilliseconds(1)));
    }

    private static AafText Delta(string change, string date = "20261119")
    {
        var text = new AafText { Date = date, Kind = "Delta" };
        return change switch
        {
            "class" => text.Modify("Eleve", "Eleve", "1", ("ENTEleveClasses", ["7101$6EME B"])),
            "label" => text.School(classes: ["6EME A$Sixième A"]),
            "new pupil" => text.Pupil("4", "NEUF", "Léo", "01/02/2012"),
            "pupil gone" => text.Delete("Eleve", "Eleve", "1"),
            "move" => text.Modify("Eleve", "Eleve", "1", ("ENTPersonStructRattach", ["7102"]), ("ENTEleveClasses", ["7102$6EME A"])),
            "tie" => text.Modify("Eleve", "Eleve", "1", ("ENTElevePersRelEleve", [])),
            "guardian" => text.Modify("PersRelEleve", "PersRelEleve", "8", ("mobile", ["0639980077"])),
            "guardian gone" => text.Delete("PersRelEleve", "PersRelEleve", "8"),
            _ => text.Modify("PersRelEleve", "PersRelEleve", "8", ("mobile", ["0639980001"])).Modify("Eleve", "Eleve", "1", ("ENTEleveClasses", ["7101$6EME A"])),
        };
    }

    private string Complet(string date) => new AafText { Date = date }.School().School("7102", There, "CLG$DES DEUX RIVES$VALFICTIF")
        .Guardian("8", "MARTIN", "Anne", "0639980001").Guardian("9", "PETIT", "Ugo", "0639980002")
        .Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["8$10$1$1$1$1"]).Pupil("2", "PETIT", "Léa", "02/02/2012")
        .Pupil("3", "PETIT", "Max", "03/02/2012", school: "7102", classes: "7102$6EME A", links: ["9$10$1$1$1$1"]).Write(NewFolder());

    private string NewFolder() => Path.Combine(Stores.Folder, $"in{++_folders}");

    private async Task<Dictionary<string, DateTime?>> DatesAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<School>().ToDictionaryAsync(school => school.Uai, school => school.UpdatedFromDirectoryAt, Cancellation);
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class SchoolDateOnSqlite() : SchoolDateTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class SchoolDateOnPostgreSql() : SchoolDateTests(Engine.PostgreSql);
