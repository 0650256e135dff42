using EduConnect.Core.HelpTexts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Web.Help;

namespace EduConnect.Web.Operators;

/// <summary>
/// Changes the questions of families (row #240). A change is made to the section as it stands now: two operators who edit different questions of one section
/// both get through; who edits what another has just changed is told.
/// </summary>
internal sealed class FaqDesk(HelpBooks files, ReadFaqTexts read, ReadTextVersions versions, SetFaqText set)
{
    /// <summary>All sections as main holds them now.</summary>
    public async Task<FaqShelf> ReadAsync(CancellationToken cancellation)
    {
        var stored = await read.RunAsync(cancellation);
        var originals = files.FamilyFiles.ToDictionary(file => file.Key, file => HelpSource.Read(file.Key, file.Text), StringComparer.Ordinal);
        var keys = originals.Keys.Concat(stored.Keys.Where(subject => subject != FaqTexts.Order).Select(subject => subject[FaqTexts.Prefix.Length..])).Distinct(StringComparer.Ordinal);
        var order = stored.GetValueOrDefault(FaqTexts.Order);
        return new FaqShelf(
            [.. FaqOrder.Sorted(keys, order?.Text).Select(key => new FaqEntry(key, originals.GetValueOrDefault(key), stored.GetValueOrDefault(FaqTexts.Prefix + key)))],
            order?.Number ?? 0);
    }

    /// <summary>Changes the part of a section that <paramref name="part"/> picks out.</summary>
    /// <param name="entry">the section as it stands now</param>
    /// <param name="seen">the version that the form was made from</param>
    /// <param name="part">what the change is about: must be the same in both</param>
    /// <param name="change">the change</param>
    /// <param name="actor">who</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<TextOutcome> ChangeAsync(FaqEntry entry, int seen, Func<HelpSource, object?> part, Func<HelpSource, HelpSource> change, Actor actor, CancellationToken cancellation)
    {
        if (entry.Source is not { } now)
        {
            return TextOutcome.NotThere;
        }

        if (seen != entry.Last && (await AtAsync(entry, seen, cancellation) is not { } before || !Equals(part(before), part(now))))
        {
            return TextOutcome.Overtaken;
        }

        var next = change(now).Write();
        return next == now.Write() ? TextOutcome.Unchanged : await set.RunAsync(entry.Subject, next, entry.Last, actor, cancellation);
    }

    /// <summary>Writes a whole section; null brings the original back, empty withdraws it.</summary>
    public Task<TextOutcome> WriteAsync(string key, string? text, int seen, Actor actor, CancellationToken cancellation) => set.RunAsync(FaqTexts.Prefix + key, text, seen, actor, cancellation);

    /// <summary>Moves a section one place up or down.</summary>
    public Task<TextOutcome> MoveAsync(FaqShelf shelf, string key, bool isUp, int seen, Actor actor, CancellationToken cancellation)
    {
        var keys = shelf.Entries.Select(entry => entry.Key).ToList();
        var moved = FaqOrder.Moved(keys, keys.IndexOf(key), isUp);
        return ReferenceEquals(moved, keys) ? Task.FromResult(TextOutcome.Unchanged) : set.RunAsync(FaqTexts.Order, string.Join('\n', moved), seen, actor, cancellation);
    }

    private async Task<HelpSource?> AtAsync(FaqEntry entry, int number, CancellationToken cancellation)
    {
        if (number == 0)
        {
            return entry.Original;
        }

        return await versions.FindAsync(entry.Subject, number, cancellation) is { } version ? (version.Text is null ? entry.Original : HelpSource.Read(entry.Key, version.Text)) : null;
    }
}
