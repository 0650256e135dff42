using EduConnect.Core.Assistance;
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
        using var texts = new AssistanceTexts(new StoreFactory<MainDb>(Stores.Main), Clock);
        await using var db = Stores.Main();
        var set = new SetAssistanceText(db, Clock, texts);
        var rennes = Academies.BySlug("rennes")!;
        Assert.Null(await texts.FindAsync(rennes, Degree.First, Cancellation));
        Assert.Null(await set.RunAsync("14", Degree.First, "Un", Operator, Cancellation));
        Assert.Null(await set.RunAsync("14", Degree.Second, "Deux", Operator, Cancellation));
        Assert.Null(await set.RunAsync("14", Degree.Second, "Trois", Operator, Cancellation));
        Assert.Equal(("Un", "Trois"), (await texts.FindAsync(rennes, Degree.First, Cancellation), await texts.FindAsync(rennes, Degree.Second, Cancellation)));
        Assert.Null(await texts.FindAsync(Academies.ByCode("13")!, Degree.First, Cancellation));
        Assert.Null(await set.RunAsync("14", Degree.First, null, Operator, Cancellation));
        Assert.Null(await texts.FindAsync(rennes, Degree.First, Cancellation));
        var events = await db.Set<AuditEvent>().OrderBy(audit => audit.Id).Select(audit => audit.Code + " " + audit.Detail).ToListAsync(Cancellation);
        Assert.Equal(["assistance.text-set 14 1D", "assistance.text-set 14 2D", "assistance.text-set 14 2D", "assistance.text-removed 14 1D"], events);
    }

    [Theory]
    [InlineData("99", "Texte")]
    [InlineData("14", " ")]
    [InlineData("14", null)]
    public async Task What_cannot_be_written_is_refused_with_a_reason(string academie, string? text)
    {
        using var texts = new AssistanceTexts(new StoreFactory<MainDb>(Stores.Main), Clock);
        await using var db = Stores.Main();
        Assert.NotNull(await new SetAssistanceText(db, Clock, texts).RunAsync(academie, Degree.First, text, Operator, Cancellation));
        Assert.NotNull(await new SetAssistanceText(db, Clock, texts).RunAsync("14", Degree.First, new string('a', AssistanceText.LongestText + 1), Operator, Cancellation));
        Assert.Empty(await db.Set<AuditEvent>().ToListAsync(Cancellation));
    }
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
