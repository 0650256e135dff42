using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace EduConnect.Core.Platform.Storage;

/// <summary>Instants are stored in UTC, cut to the microsecond, which both databases can hold.</summary>
public sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    value => new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
