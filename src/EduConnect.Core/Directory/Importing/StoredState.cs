using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>What the database already holds of a source: schools always, keys and hashes of people for a complet, which is compared with them.</summary>
internal sealed class StoredState(MainDb db, StagedDelivery staged, WhiteList whiteList)
{
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var (academie, degree) = (staged.Delivery.Academie, staged.Delivery.Degree);
        var schools = db.Set<School>().Where(school => school.Academie == academie && school.Degree == degree)
            .Select(school => new { school.Id, school.SourceId, school.Uai, school.IsPrivate, school.GoneAt });
        await foreach (var school in schools.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            staged.Schools[school.SourceId] = new StagedSchool { Id = school.Id, IsAccepted = school.GoneAt is null && whiteList.Accepts(school.Uai, school.IsPrivate) };
        }

        if (staged.IsComplet)
        {
            await LoadPeopleAsync(cancellationToken);
            staged.IsFirstLoad = staged.Pupils.Count + staged.Guardians.Count == 0;
        }
    }

    private async Task LoadPeopleAsync(CancellationToken cancellationToken)
    {
        var (academie, degree) = (staged.Delivery.Academie, staged.Delivery.Degree);
        var pupils = db.Set<PupilRecord>().Where(record => record.Academie == academie && record.Degree == degree)
            .Select(record => new { record.SourceId, record.RowHash, IsGone = record.GoneAt != null });
        await foreach (var record in pupils.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            staged.Pupils.MarkStored(record.SourceId, record.IsGone ? 0 : record.RowHash ?? 0, record.IsGone ? KeyState.Existing | KeyState.WasGone : KeyState.Existing);
        }

        var guardians = db.Set<GuardianRecord>().Where(record => record.Academie == academie && record.Degree == degree)
            .Select(record => new { record.SourceId, record.RowHash, IsGone = record.GoneAt != null });
        await foreach (var record in guardians.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            staged.Guardians.MarkStored(record.SourceId, record.IsGone ? 0 : record.RowHash ?? 0, record.IsGone ? KeyState.Existing | KeyState.WasGone : KeyState.Existing);
        }
    }
}
