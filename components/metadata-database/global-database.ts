import * as rds from '@pulumi/aws/rds';
import * as pulumi from '@pulumi/pulumi';
import { statefulOptions, taggedInRegion } from '../common/options';
import { MASTER_USER, type DatabaseSettings } from './args';
import { auroraCluster, type AuroraCluster } from './aurora';
import type { GlobalDatabaseRecovery } from './disaster-recovery';
import type { AuroraEngine } from './engine';
import { masterSecret } from './master-secret';
import type { DatabaseNetwork } from './network';

interface GlobalDatabaseArgs {
  engine: AuroraEngine;
  network: DatabaseNetwork;
  kmsKeyArn: pulumi.Input<string>;
  settings: DatabaseSettings;
  recovery: GlobalDatabaseRecovery;
}

/** A global database as it was registered. */
interface GlobalDatabase {
  home: AuroraCluster;
  secondary: AuroraCluster;
  masterSecretArn: pulumi.Output<string>;
  /** Follows the writer through a failover. */
  writerEndpoint: pulumi.Output<string>;
}

/** Names of clusters are unique over all regions of a global database. */
const secondaryOf = (identifier: string): string => `${identifier}-replica`;

/**
 * Registers a global database: the cluster at home writes, the one in the other region follows it within about a second.
 * The second waits for the first one's instances, so that at a deletion it goes first, as AWS asks. AWS manages no master
 * secret for its members, and the second cluster takes no credentials at all.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html,
 * https://github.com/hashicorp/terraform-provider-aws/issues/12499
 */
export function globalDatabase(parent: pulumi.Resource, name: string, args: GlobalDatabaseArgs): GlobalDatabase {
  const { engine, network, kmsKeyArn, settings, recovery } = args;
  const { placement, identifier } = network;
  const { secretArn, stored } = masterSecret(parent, name, {
    placement,
    identifier,
    kmsKeyArn,
    replica: recovery,
    password: recovery.masterPassword,
    version: recovery.masterPasswordVersion,
  });
  const global = new rds.GlobalCluster(
    `${name}-global`,
    taggedInRegion(placement, {
      globalClusterIdentifier: identifier,
      engine: 'aurora-postgresql',
      engineVersion: settings.engineVersion,
      databaseName: settings.databaseName,
      storageEncrypted: true,
      deletionProtection: placement.deletionPolicy !== 'destroy',
    }),
    statefulOptions(parent, placement.deletionPolicy),
  );
  const home = auroraCluster(parent, name, {
    engine,
    network,
    kmsKeyArn,
    settings,
    identity: {
      databaseName: settings.databaseName,
      masterUsername: MASTER_USER,
      masterPasswordWo: pulumi.secret(recovery.masterPassword),
      masterPasswordWoVersion: recovery.masterPasswordVersion,
      globalClusterIdentifier: global.id,
    },
    // A password that nobody kept would lock the owner out.
    member: { dependsOn: [stored] },
  });
  const { region, vpcId, subnetIds, clientSecurityGroupIds, clientCidrBlocks, instances, availabilityZones } = recovery;
  const secondary = auroraCluster(parent, `${name}-replica`, {
    engine: {
      ...engine,
      availabilityZones,
      ...(instances === undefined ? {} : { instances }),
    },
    network: {
      placement: { ...placement, region },
      identifier: secondaryOf(identifier),
      vpcId,
      subnetIds,
      ...(clientSecurityGroupIds === undefined ? {} : { clientSecurityGroupIds }),
      ...(clientCidrBlocks === undefined ? {} : { clientCidrBlocks }),
    },
    kmsKeyArn: recovery.kmsKeyArn,
    settings,
    identity: { globalClusterIdentifier: global.id, sourceRegion: placement.region },
    member: { dependsOn: home.instances },
  });
  return { home, secondary, masterSecretArn: secretArn, writerEndpoint: global.endpoint };
}
