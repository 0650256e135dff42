using EduConnect.Core.Assistance;
using EduConnect.Core.HelpTexts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Assistance;

[Trait("Row", "#242")]
public abstract class AssistanceTextsTests(Engine engine) : StorageSuite(engine)
{
    private static readonly Actor Operator = new(ActorKind.Operator, "test");

    [Fact]
    public async Task Each_degree_of_an_academie_has_its_text_until_it_is_removed()
    {
        using var texts = Texts();
        await using var db = Stores.Main();
        var set = Set(db, texts);
        var rennes = Academies.BySlug("rennes")!;
        Assert.Null(await texts.FindAsync(rennes, Degree.First, Cancellation));
        Assert.Equal(TextOutcome.Written, await set.RunAsync("14", Degree.First, "Un", Operator, Cancellation));
        Assert.Equal(TextOutcome.Written, await set.RunAsync("14", Degree.Second, "Deux", Operator, Cancellation));
        Assert.Equal(TextOutcome.Written, await set.RunAsync("14", Degree.Second, "Trois", Operator, Cancellation));
        Assert.Equal(TextOutcome.Unchanged, await set.RunAsync("14", Degree.Second, "Trois", Operator, Cancellation));
        Assert.Equal(("Un", "Trois"), (await texts.FindAsync(rennes, Degree.First, Cancellation), await texts.FindAsync(rennes, Degree.Second, Cancellation)));
        Assert.Null(await texts.FindAsync(Academies.ByCode("13")!, Degree.First, Cancellation));
        Assert.Equal(TextOutcome.Written, await set.RunAsync("14", Degree.First, null, Operator, Cancellation));
        Assert.Equal(TextOutcome.NotThere, await set.RunAsync("14", Degree.First, null, Operator, Cancellation));
        Assert.Null(await texts.FindAsync(rennes, Degree.First, Cancellation));
        var events = await db.Set<AuditEvent>().OrderBy(audit => audit.Id).Select(audit => audit.Code + " " + audit.Detail).ToListAsync(Cancellation);
        Assert.Equal(["assistance.text-set 14 1D version 1", "assistance.text-set 14 2D version 1", "assistance.text-set 14 2D version 2 after 1", "assistance.text-removed 14 1D version 2 after 1"], events);
    }

    [Theory]
    [InlineData("99", "Texte", TextOutcome.NotThere)]
    [InlineData("14", " ", TextOutcome.Empty)]
    [InlineData("14", null, TextOutcome.NotThere)]
    public async Task What_cannot_be_written_is_refused_with_a_reason(string academie, string? text, TextOutcome reason)
    {
        using var texts = Texts();
        await using var db = Stores.Main();
        Assert.Equal(reason, await Set(db, texts).RunAsync(academie, Degree.First, text, Operator, Cancellation));
        Assert.Equal(TextOutcome.TooLong, await Set(db, texts).RunAsync("14", Degree.First, new string('a', AssistanceText.LongestText + 1), Operator, Cancellation));
        Assert.Empty(await db.Set<AuditEvent>().ToListAsync(Cancellation));
        Assert.Empty(await db.Set<TextVersion>().ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Every_text_stays_as_a_version_with_who_wrote_it_and_when()
    {
        using var texts = Texts();
        await using var db = Stores.Main();
        // Written by a release that kept no versions.
        db.Add(new AssistanceText { Academie = "14", Degree = Degree.First, Text = "Avant", WrittenAt = Clock.UtcNow.AddDays(-3) });
        await db.SaveChangesAsync(Cancellation);
        Assert.Equal(TextOutcome.Written, await Set(db, texts).RunAsync("14", Degree.First, "Après", Operator, Cancellation, 0));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TextOutcome.Written, await Set(db, texts).RunAsync("14", Degree.First, null, new Actor(ActorKind.Operator, "autre"), Cancellation, 2));
        var history = await new ReadTextVersions(db).RunAsync("assistance/14/1D", 1, Cancellation);
        Assert.Equal(3, history.Last);
        Assert.Equal(
            [new VersionLine(3, Clock.UtcNow, "autre", null), new VersionLine(2, Clock.UtcNow.AddHours(-1), "test", 5), new VersionLine(1, Clock.UtcNow.AddHours(-1).AddDays(-3), "", 5)], history.Lines);
        Assert.Equal("Avant", (await new ReadTextVersions(db).FindAsync("assistance/14/1D", 1, Cancellation))!.Text);
        Assert.Equal(0, (await new ReadTextVersions(db).RunAsync("assistance/14/2D", 1, Cancellation)).Last);
    }

    [Fact]
    public async Task Versions_come_fifty_a_page_the_newest_first()
    {
        using var texts = Texts();
        await using var db = Stores.Main();
        foreach (var number in Enumerable.Range(1, 51))
        {
            await Set(db, texts).RunAsync("14", Degree.First, $"Texte {number}", Operator, Cancellation);
        }

        var read = new ReadTextVersions(db);
        Assert.Equal(Enumerable.Range(2, 50).Reverse(), (await read.RunAsync("assistance/14/1D", 1, Cancellation)).Lines.Select(line => line.Number));
        var second = await read.RunAsync("assistance/14/1D", 2, Cancellation);
        Assert.Equal((51, 1), (second.Last, Assert.Single(second.Lines).Number));
    }

    [Fact]
    public async Task Whoever_wrote_from_an_older_version_is_told_and_nothing_is_overwritten()
    {
        using var texts = Texts();
        await using var db = Stores.Main();
        Assert.Equal(TextOutcome.Written, await Set(db, texts).RunAsync("14", Degree.First, "Un", Operator, Cancellation, 0));
        Assert.Equal(TextOutcome.Overtaken, await Set(db, texts).RunAsync("14", Degree.First, "Deux", Operator, Cancellation, 0));
        Assert.Equal(TextOutcome.Overtaken, await Set(db, texts).RunAsync("14", Degree.First, null, Operator, Cancellation, 0));
        Assert.Equal("Un", await texts.FindAsync(Academies.ByCode("14")!, Degree.First, Cancellation));
        Assert.Equal(1, await db.Set<AuditEvent>().CountAsync(Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_who_save_at_the_same_moment_one_wins_whole(bool removes)
    {
        using var texts = Texts();
        await using (var db = Stores.Main())
        {
            await Set(db, texts).RunAsync("14", Degree.First, "Avant", Operator, Cancellation);
        }

        // Both have read version 1 when the first of them saves.
        await using var slow = Stores.Main();
        var known = await slow.Set<AssistanceText>().SingleAsync(Cancellation);
        await using (var quick = Stores.Main())
        {
            Assert.Equal(TextOutcome.Written, await Set(quick, texts).RunAsync("14", Degree.First, removes ? null : "Vite", Operator, Cancellation, 1));
        }

        slow.Add(new TextVersion { Subject = "assistance/14/1D", Number = 2, Text = "Lent" });
        known.Text = "Lent";
        var race = await Assert.ThrowsAnyAsync<Exception>(() => slow.SaveChangesAsync(Cancellation));
        Assert.True(Stores.Provider.IsRace(race), race.ToString());
        await using var after = Stores.Main();
        Assert.Equal(removes ? null : "Vite", (await after.Set<AssistanceText>().SingleOrDefaultAsync(Cancellation))?.Text);
        Assert.Equal(2, await after.Set<TextVersion>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Of_many_who_save_from_the_same_version_at_once_one_alone_does()
    {
        using var texts = Texts();
        async Task<TextOutcome> WriteAsync(int number)
        {
            await using var db = Stores.Main();
            return await Set(db, texts).RunAsync("14", Degree.First, $"Texte {number}", Operator, Cancellation, 0);
        }

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(() => WriteAsync(number), Cancellation)));
        Assert.Single(outcomes, outcome => outcome == TextOutcome.Written);
        Assert.All(outcomes, outcome => Assert.True(outcome is TextOutcome.Written or TextOutcome.Overtaken));
        await using var after = Stores.Main();
        Assert.Equal((1, 1), (await after.Set<TextVersion>().CountAsync(Cancellation), await after.Set<AuditEvent>().CountAsync(Cancellation)));
    }

    private AssistanceTexts Texts() => new(new StoreFactory<MainDb>(Stores.Main), Clock);

    private SetAssistanceText Set(MainDb db, AssistanceTexts texts) => new(db, Stores.Provider, Clock, texts);
}

public sealed class AssistanceTextsOnSqlite() : AssistanceTextsTests(Engine.Sqlite);

public sealed class AssistanceTextsOnPostgreSql() : AssistanceTextsTests(Engine.PostgreSql);

/// <summary>The thirty académies and their départements.</summary>
public sealed class AcademiesTests
{
    [Fact]
    public void Thirty_academies_share_every_departement_once()
    {
        Assert.Equal(30, Academies.All.Count);
        var departements = Academies.All.SelectMany(academie => academie.Departements).ToList();
        Assert.Equal(101, departements.Count);
        Assert.Equal(departements.Count, departements.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(5, Academies.All.Count(academie => academie.IsOverseas));
    }

    [Fact]
    public void They_stand_in_the_order_of_their_names() =>
        Assert.Equal(Academies.All.OrderBy(academie => academie.Name, StringComparer.Create(new System.Globalization.CultureInfo("fr-FR"), ignoreCase: true)).Select(academie => academie.Name), Academies.All.Select(academie => academie.Name));

    [Fact]
    public void Addresses_and_codes_lead_to_one_academie_each() =>
        Assert.All(Academies.All, academie => Assert.Equal((academie, academie), (Academies.BySlug(academie.Slug), Academies.ByCode(academie.Code))));
}
