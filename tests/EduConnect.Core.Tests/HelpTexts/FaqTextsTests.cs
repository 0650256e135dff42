using EduConnect.Core.HelpTexts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.HelpTexts;

/// <summary>What operators make of the questions of families: one version in force for each section, all of them kept (domain 14.2).</summary>
[Trait("Row", "#240")]
public abstract class FaqTextsTests(Engine engine) : StorageSuite(engine)
{
    private static readonly Actor Operator = new(ActorKind.Operator, "test");

    [Fact]
    public async Task The_last_version_of_each_section_is_in_force_until_the_original_comes_back()
    {
        using var texts = Texts();
        await using var db = Stores.Main();
        Assert.Empty(await texts.FindAsync(Cancellation));
        Assert.Equal(TextOutcome.Written, await WriteAsync(db, texts, "faq/a", "Un", 0));
        Assert.Equal(TextOutcome.Written, await WriteAsync(db, texts, "faq/a", "Deux", 1));
        Assert.Equal(TextOutcome.Unchanged, await WriteAsync(db, texts, "faq/a", "Deux", 2));
        Assert.Equal(TextOutcome.Written, await WriteAsync(db, texts, "faq/b", "", 0));
        Assert.Equal(TextOutcome.Written, await WriteAsync(db, texts, FaqTexts.Order, "b\na", 0));
        // Texts of the academies are none of these.
        db.Add(new TextVersion { Subject = "assistance/14/1D", Number = 1, Text = "Rennes" });
        await db.SaveChangesAsync(Cancellation);
        Assert.Equal(["faq-order b\na", "faq/a Deux", "faq/b "], (await texts.FindAsync(Cancellation)).Select(one => one.Key + " " + one.Value).Order(StringComparer.Ordinal));

        Assert.Equal(TextOutcome.Written, await WriteAsync(db, texts, "faq/a", null, 2));
        Assert.Equal(TextOutcome.Unchanged, await WriteAsync(db, texts, "faq/a", null, 3));
        Assert.DoesNotContain("faq/a", (await texts.FindAsync(Cancellation)).Keys);
        var last = (await new ReadFaqTexts(db).RunAsync(Cancellation))["faq/a"];
        Assert.Equal(3, last.Number);
        Assert.Null(last.Text);
        var trail = await db.Set<AuditEvent>().OrderBy(audit => audit.Id).Select(audit => $"{audit.Code} {audit.Detail} {audit.ActorId}").ToListAsync(Cancellation);
        Assert.Equal(
            ["faq.section-set a version 1 test", "faq.section-set a version 2 after 1 test", "faq.section-withdrawn b version 1 test", "faq.order-set order version 1 test", "faq.original-restored a version 3 after 2 test"], trail);
    }

    [Fact]
    public async Task What_was_made_from_another_version_is_not_written()
    {
        using var texts = Texts();
        await using var db = Stores.Main();
        Assert.Equal(TextOutcome.Overtaken, await WriteAsync(db, texts, "faq/a", "Un", 1));
        Assert.Equal(TextOutcome.Written, await WriteAsync(db, texts, "faq/a", "Un", 0));
        Assert.Equal(TextOutcome.Overtaken, await WriteAsync(db, texts, "faq/a", "Deux", 0));
        Assert.Equal(TextOutcome.Overtaken, await WriteAsync(db, texts, "faq/a", null, 2));
        Assert.Equal(TextOutcome.TooLong, await WriteAsync(db, texts, "faq/a", new string('a', SetFaqText.LongestText + 1), 1));
        Assert.Equal(TextOutcome.NotThere, await WriteAsync(db, texts, "assistance/14/1D", "Un", 0));
        Assert.Equal(TextOutcome.NotThere, await WriteAsync(db, texts, "faq/" + new string('a', TextVersion.LongestSubject), "Un", 0));
        Assert.Equal((1, 1), (await db.Set<TextVersion>().CountAsync(Cancellation), await db.Set<AuditEvent>().CountAsync(Cancellation)));
    }

    [Fact]
    public async Task Of_many_who_save_from_the_same_version_at_once_one_alone_does()
    {
        using var texts = Texts();
        async Task<TextOutcome> OneAsync(int number)
        {
            await using var db = Stores.Main();
            return await WriteAsync(db, texts, "faq/a", $"Texte {number}", 0);
        }

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(() => OneAsync(number), Cancellation)));
        Assert.Single(outcomes, outcome => outcome == TextOutcome.Written);
        Assert.All(outcomes, outcome => Assert.True(outcome is TextOutcome.Written or TextOutcome.Overtaken));
        await using var after = Stores.Main();
        Assert.Equal((1, 1), (await after.Set<TextVersion>().CountAsync(Cancellation), await after.Set<AuditEvent>().CountAsync(Cancellation)));
    }

    [Fact]
    public async Task When_main_does_not_answer_there_are_none_and_it_is_not_asked_again_right_away()
    {
        var asked = 0;
        using var texts = new FaqTexts(
            new StoreFactory<MainDb>(() =>
            {
                asked++;
                throw new InvalidOperationException("gone");
            }),
            Clock);
        Assert.Empty(await texts.FindAsync(Cancellation));
        Assert.Empty(await texts.FindAsync(Cancellation));
        Assert.Equal(1, asked);
        Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Empty(await texts.FindAsync(Cancellation));
        Assert.Equal(2, asked);
    }

    private FaqTexts Texts() => new(new StoreFactory<MainDb>(Stores.Main), Clock);

    private Task<TextOutcome> WriteAsync(MainDb db, FaqTexts texts, string subject, string? text, int expected) =>
        new SetFaqText(db, Stores.Provider, Clock, texts).RunAsync(subject, text, expected, Operator, Cancellation);
}

public sealed class FaqTextsOnSqlite() : FaqTextsTests(Engine.Sqlite);

public sealed class FaqTextsOnPostgreSql() : FaqTextsTests(Engine.PostgreSql);
