using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.HelpTexts;

/// <summary>An operator writes a section of the questions of families or their order (row #240); no text brings the original back. Every text stays as a version.</summary>
[UseCase(Effect.Modifies)]
public sealed class SetFaqText(MainDb main, StorageProvider provider, TimeProvider clock, FaqTexts copy)
{
    /// <summary>Longest text of a section, in signs.</summary>
    public const int LongestText = 60_000;

    /// <summary>Writes it.</summary>
    /// <param name="subject"><see cref="FaqTexts.Prefix"/> and the key of a section, or <see cref="FaqTexts.Order"/></param>
    /// <param name="text">in the format of the files; empty withdraws the section, null brings back what the service brings</param>
    /// <param name="expected">number of the version it was made from (0: none)</param>
    /// <param name="actor">who</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<TextOutcome> RunAsync(string subject, string? text, int expected, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(actor);
        if (subject.Length > TextVersion.LongestSubject || (subject != FaqTexts.Order && !subject.StartsWith(FaqTexts.Prefix, StringComparison.Ordinal)))
        {
            return TextOutcome.NotThere;
        }

        if (text?.Length > LongestText)
        {
            return TextOutcome.TooLong;
        }

        var last = await main.Set<TextVersion>().AsNoTracking().Where(version => version.Subject == subject).OrderByDescending(version => version.Number).FirstOrDefaultAsync(cancellation);
        if (last?.Text == text)
        {
            return TextOutcome.Unchanged;
        }

        return expected != (last?.Number ?? 0) ? TextOutcome.Overtaken : await SaveAsync(subject, text, expected + 1, actor, cancellation);
    }

    private async Task<TextOutcome> SaveAsync(string subject, string? text, int number, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        main.Add(new TextVersion { Subject = subject, Number = number, Text = text, WrittenAt = now, WrittenBy = actor.Id });
        var (code, name) = subject == FaqTexts.Order ? ("faq.order-set", "order") : (text switch { null => "faq.original-restored", "" => "faq.section-withdrawn", _ => "faq.section-set" }, subject[FaqTexts.Prefix.Length..]);
        main.Add(actor.Event(code, now, detail: TextVersions.Trace(name, number)));
        try
        {
            await main.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException race) when (provider.IsUniqueViolation(race))
        {
            return TextOutcome.Overtaken;
        }

        copy.Forget();
        return TextOutcome.Written;
    }
}
