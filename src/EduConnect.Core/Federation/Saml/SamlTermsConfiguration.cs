using System.Globalization;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace EduConnect.Core.Federation.Saml;

/// <summary>Table of the SAML terms: one row at most for each service. Lists are texts of one line each, as in the table of services.</summary>
public sealed class SamlTermsConfiguration : MainConfiguration<SamlTerms>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<SamlTerms> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("SamlTerms");
        builder.HasKey(terms => terms.ServiceId);
        builder.Property(terms => terms.ServiceId).ValueGeneratedNever();
        builder.HasOne<Service>().WithOne(service => service.Saml).HasForeignKey<SamlTerms>(terms => terms.ServiceId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(terms => terms.EntityId).HasMaxLength(1024);
        builder.HasIndex(terms => terms.EntityId).IsUnique();
        StoredLines.Map(builder.Property(terms => terms.SigningCertificates));
        StoredLines.Map(builder.Property(terms => terms.EncryptionCertificates));
        Map(builder.Property(terms => terms.Consumers), one => string.Create(CultureInfo.InvariantCulture, $"{one.Index} {one.Address}"), Consumer);
        Map(builder.Property(terms => terms.LogoutAddresses), one => $"{one.Binding} {one.Address} {one.ResponseAddress}", LogoutAddress);
    }

    // Addresses hold no space (SamlTermsRules), so words of a line stay apart.
    private static SamlConsumer Consumer(string line) =>
        line.Split(' ') is [var index, var address] ? new(int.Parse(index, CultureInfo.InvariantCulture), address) : throw new FormatException(line);

    private static SamlLogoutAddress LogoutAddress(string line) =>
        line.Split(' ') is [var binding, var address, var response] ? new(Enum.Parse<SamlBinding>(binding), address, response) : throw new FormatException(line);

    private static void Map<T>(PropertyBuilder<IReadOnlyList<T>> property, Func<T, string> write, Func<string, T> read)
        where T : notnull =>
        property.HasConversion(
            new ValueConverter<IReadOnlyList<T>, string>(values => Join(values, write), text => Split(text, read)),
            new ValueComparer<IReadOnlyList<T>>(
                (left, right) => left!.SequenceEqual(right!),
                values => values.Aggregate(0, (hash, value) => HashCode.Combine(hash, value)),
                values => values));

    private static string Join<T>(IReadOnlyList<T> values, Func<T, string> write) => string.Join('\n', values.Select(write));

    private static IReadOnlyList<T> Split<T>(string text, Func<string, T> read) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(read)];
}
